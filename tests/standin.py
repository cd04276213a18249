#!/usr/bin/env python3
"""standin.py FOLDER [CERTIFICATE KEY]: a stand-in for UN Comtrade on loopback, for the tests.

FOLDER/state.json describes the data (standin/trade.py), FOLDER/faults.json the failures
(standin/faults.py); tests may rewrite both at any time. The server writes its port to FOLDER/port
once it listens, and a line of JSON per request to FOLDER/log. With a certificate it uses TLS.
"""
import email.utils
import gzip
import json
import math
import os
import socket
import ssl
import struct
import sys
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "standin"))
import faults  # noqa: E402
import service  # noqa: E402

import trade  # noqa: E402

KEY_HEADER = "Ocp-Apim-Subscription-Key"


def read(folder, name, default):
    try:
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return default


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server_version = "stand-in"

    def setup(self):
        super().setup()
        self.server.count(1)

    def finish(self):
        self.server.count(-1)
        super().finish()

    def log_message(self, *_):
        pass

    def do_GET(self):
        folder, received = self.server.folder, time.time()
        rule = self.server.faults.find(read(folder, "faults.json", "[]"), self.path)
        if rule and "state" in rule:  # a release between two requests
            self.server.write("state.json", json.dumps(rule["state"]))
        state = json.loads(read(folder, "state.json", "{}"))
        data = trade.Data(state)
        kind = rule["kind"] if rule else None
        if kind == "world":
            data.world_ppm = rule.get("ppm", 10000)
        status, text = service.respond(state, data, self.path, self.headers.get(KEY_HEADER))
        if kind in faults.RESPONSES:
            status, text = faults.RESPONSES[kind]
        if rule:
            status, text = rule.get("status", status), rule.get("body", text)
            text = faults.edit(rule, text).replace("%KEY%", self.headers.get(KEY_HEADER, ""))
        self.server.log({"time": received, "target": self.path, "status": status, "fault": kind,
                          "headers": dict(self.headers)})
        headers = dict(rule.get("headers", {})) if rule else {}
        if rule and "retry_after" in rule:
            headers["Retry-After"] = retry_after(rule["retry_after"])
        body = text.encode()
        if state.get("gzip", True) and "gzip" in self.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"] = "gzip"
            body = gzip.compress(body, 1, mtime=0)
        try:
            time.sleep(rule.get("delay", 0) if rule else state.get("delay", 0))
            while rule and "until" in rule and not os.path.exists(rule["until"]):
                time.sleep(0.01)
            send = getattr(self, "send_" + (kind or "plain").replace("-", "_"), self.send_plain)
            send(status, headers, body, rule or {})
        except OSError:
            self.close_connection = True

    def begin(self, status, headers, length):
        """Sends the head of a response; without a length, the body must be chunked."""
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        for name, value in headers.items():
            self.send_header(name, value)
        if length is None:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def chunk(self, data):
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))

    def send_plain(self, status, headers, body, rule):
        self.begin(status, headers, len(body))
        self.wfile.write(body)

    def send_chunked(self, status, headers, body, rule):
        """A valid response of unknown length."""
        self.begin(status, headers, None)
        for i in range(0, len(body), 700):
            self.chunk(body[i:i + 700])
        self.chunk(b"")

    def send_until_closed(self, status, headers, body, rule):
        """As in HTTP/1.0: the end of the connection ends the body. If `part` is below 1, only its
        content shows that it is incomplete."""
        self.protocol_version = "HTTP/1.0"
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[:int(len(body) * rule.get("part", 1))])
        self.close_connection = True

    def send_slow(self, status, headers, body, rule):
        self.begin(status, headers, len(body))
        step = len(body) // rule.get("pieces", 10) + 1
        for i in range(0, len(body), step):
            self.wfile.write(body[i:i + step])
            time.sleep(rule.get("pause", 0.02))

    def send_stalled(self, status, headers, body, rule):
        """Half a response, then nothing until the client disconnects."""
        self.begin(status, headers, len(body))
        self.wfile.write(body[:len(body) // 2])
        self.close_connection = True
        self.connection.settimeout(rule.get("most", 60))
        self.rfile.read(1)

    def send_silent(self, status, headers, body, rule):
        """No response at all."""
        self.close_connection = True
        self.connection.settimeout(rule.get("most", 60))
        self.rfile.read(1)

    def send_drip(self, status, headers, body, rule):
        """An endless body, one byte at a time."""
        self.begin(status, {}, 10 ** 6)
        self.close_connection = True
        while True:
            self.wfile.write(b" ")
            time.sleep(rule.get("pause", 0.1))

    def send_cut(self, status, headers, body, rule):
        self.begin(status, headers, len(body))
        self.wfile.write(body[:len(body) // 2])
        self.close_connection = True

    def send_cut_chunked(self, status, headers, body, rule):
        self.begin(status, headers, None)
        self.chunk(body[:len(body) // 2])
        self.close_connection = True

    def send_cut_gzip(self, status, headers, body, rule):
        """A truncated gzip stream in a complete HTTP response."""
        self.send_short(status, headers, body, rule)

    def send_short(self, status, headers, body, rule):
        """Content-Length is smaller than the body."""
        self.begin(status, headers, len(body) * 2 // 3)
        self.wfile.write(body)
        self.close_connection = True

    def send_long(self, status, headers, body, rule):
        """A complete response with an absurd Content-Length."""
        self.begin(status, headers, rule.get("length", 10 ** 15))
        self.wfile.write(body)
        self.close_connection = True

    def send_not_gzip(self, status, headers, body, rule):
        self.send_plain(status, {**headers, "Content-Encoding": "gzip"}, b"not gzip", rule)

    def send_endless(self, status, headers, body, rule):
        """Endless records."""
        self.begin(200, {}, None)
        self.chunk(b'{"elapsedTime":"0 secs","count":1,"data":[')
        record = trade.text(842, "2012", "M", "2805", (156, 1000, 10)).encode() + b","
        while True:
            self.chunk(record * 100)

    def send_endless_blanks(self, status, headers, body, rule):
        self.begin(200, {}, None)
        while True:
            self.chunk(b" " * 65536)

    def send_endless_head(self, status, headers, body, rule):
        self.send_response(200)
        self.flush_headers()
        while True:
            self.wfile.write(b"X-More: " + b"x" * 8000 + b"\r\n")

    def send_bomb(self, status, headers, body, rule):
        """An endless gzip bomb: a megabyte of blanks per kilobyte."""
        self.begin(200, {"Content-Encoding": "gzip"}, None)
        squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
        self.chunk(squeeze.compress(b'{"data":[') + squeeze.flush(zlib.Z_FULL_FLUSH))
        raw = zlib.compressobj(9, zlib.DEFLATED, -15)
        blanks = raw.compress(b" " * 2 ** 20) + raw.flush(zlib.Z_FULL_FLUSH)
        while True:
            self.chunk(blanks)

    def send_redirect(self, status, headers, body, rule):
        self.begin(rule.get("status", 302), {"Location": rule["location"]}, 0)

    def send_reset(self, status, headers, body, rule):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, folder):
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder, self.faults, self.lock = folder, faults.Faults(), threading.Lock()
        self.busy = 0

    def write(self, name, text):
        """Writes a file atomically."""
        path = os.path.join(self.folder, name)
        with open(path + ".new", "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(path + ".new", path)

    def count(self, more):
        """Keeps the number of open connections in FOLDER/busy."""
        with self.lock:
            self.busy += more
            self.write("busy", str(self.busy))

    def log(self, entry):
        with self.lock, open(os.path.join(self.folder, "log"), "a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")

    def handle_error(self, request, client_address):
        error = sys.exc_info()[1]
        if not isinstance(error, (OSError, ValueError)):  # a client disconnected
            super().handle_error(request, client_address)


def retry_after(value):
    """The header Retry-After: a text unchanged, a number of seconds as a date."""
    if isinstance(value, str):
        return value
    return email.utils.formatdate(math.ceil(time.time()) + value, usegmt=True)


def exit_with(parent):
    """Exits when the test has ended, also if it was killed."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


def main():
    server = Server(sys.argv[1])
    if len(sys.argv) > 2:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[2], sys.argv[3])
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=exit_with, args=(os.getppid(),), daemon=True).start()
    server.write("port", str(server.server_address[1]))
    server.serve_forever()


main()
