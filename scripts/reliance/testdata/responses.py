"""Responses of the service that are not data."""

# file name to body, worded as the service words it
RESPONSES = {
    "answer-400.json": '{"elapsedTime":"0 secs","count":-1,"data":[],"error":"Invalid parameter value",'
                       '"errorObject":[{"MemberNames":["partnerCode"],'
                       '"ErrorMessage":"The field partnerCode is invalid"}]}',
    "answer-401.json": '{"statusCode":401,"message":"Access denied due to missing subscription key. Make sure to '
                       'include subscription key when making requests to an API."}',
    "answer-403.json": '{"statusCode":403,"message":"Out of call volume quota. Quota will be replenished in '
                       '03:14:17."}',
    "answer-empty.json": '{"elapsedTime":"0.08 secs","count":0,"data":[],"error":""}',
    "answer.html": '<!DOCTYPE html>\n<html><head><title>Service unavailable</title></head>\n<body><h1>Service '
                   'unavailable</h1>\n<p>The resource you are looking for has been removed, had its name changed, '
                   'or is temporarily unavailable.</p>\n</body></html>\n',
    "answer.txt": "Request URL Too Long",
}
