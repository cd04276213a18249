# reliance: eight filters over trade CSV. `make help` lists what it makes:
#
#: make                     the filters, into bin/
#: make check [T=pipeline]  all tests, or those of one name; installs nothing
#: make check-asan [T=...]  the same under sanitizers
#: make lint                clang-tidy, shellcheck, ruff and mypy
#: make format              lays the C out (format-check only looks)
#: make coverage            a table of the lines and branches that the tests run
#: make bench               how long the filters take, beside other tools
#: make compile_commands.json  for editors
#: make install PREFIX=/usr/local [NAME_PREFIX=reliance-] [DESTDIR=...]; make uninstall with the same
#: make static              filters for any Linux of this architecture, into bin/static/
#: make dist, make deb      a tarball, a Debian package: scripts/dist/README.md
#: make clean
#
# Variables: CC, CFLAGS, B (another folder than bin), WERROR=-Werror, HARDEN=no, FETCH=no, INFLATE=zlib, XLSX=no.

CC ?= cc
CFLAGS ?= -O2 -g
NAME_PREFIX ?=
B ?= bin
O = $(B)/obj

# where make install puts things, below DESTDIR, by their GNU names
PREFIX ?= /usr/local
prefix ?= $(PREFIX)
exec_prefix ?= $(prefix)
bindir ?= $(exec_prefix)/bin
libexecdir ?= $(exec_prefix)/libexec
datarootdir ?= $(prefix)/share
datadir ?= $(datarootdir)
mandir ?= $(datarootdir)/man
# filters whose names get a prefix have a folder of their own, in which they go by their short names
filterdir ?= $(if $(NAME_PREFIX),$(libexecdir)/reliance/bin,$(bindir))
INSTALL ?= install

# The flags that harden a program, and the one that keeps paths of this machine out of it: as far as the
# compiler has them, which it is asked once. HARDEN=no: none of them.
HARDEN ?= yes
ifneq ($(HARDEN)$(MAKECMDGOALS),yesclean)
ifeq ($(HARDEN),yes)
$(shell sh scripts/dist/hardening '$(O)/hardening.mk' '$(CC)' '$(CPPFLAGS) $(CFLAGS)' '$(LDFLAGS)')
include $(O)/hardening.mk
endif
endif

WARN = -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion $(WERROR)
DEFS = -D_POSIX_C_SOURCE=200809L -Isrc
ALL_CFLAGS = $(DEFS) $(WARN) $(HARDEN_CFLAGS) $(CFLAGS)
ALL_LDFLAGS = $(HARDEN_LDFLAGS) $(LDFLAGS)
# What inflates gzip: ISA-L where it is, else zlib. `make INFLATE=zlib` has it so in any case.
ISAL_PROGRAM = int main(void) { return isal_inflate_stateless == 0; }
INFLATE ?= $(shell echo '$(ISAL_PROGRAM)' | $(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) \
    -include isa-l/igzip_lib.h -x c - -o /dev/null $(LDLIBS) -lisal 2>/dev/null && echo isal || echo zlib)
INFLATE := $(INFLATE)
DEFS_isal = -DINFLATE_ISAL
LIBS_isal = -lisal

# libcurl is loaded when something is fetched (src/lib/io/http.h); the build needs its headers, without
# FETCH=no
# `make static` has filters that run on any Linux of this architecture. What they link with stands in
# archives, so they cannot load libcurl, and do not fetch.
YAJL ?= yajl

# --format xlsx of table, where libxlsxwriter is; `make XLSX=no` does without in any case
XLSX_PROGRAM = int main(void) { return workbook_new == 0; }
XLSX ?= $(shell echo '$(XLSX_PROGRAM)' | $(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) \
    -include xlsxwriter.h -x c - -o /dev/null $(LDLIBS) -lxlsxwriter 2>/dev/null && echo yes || echo no)
XLSX := $(XLSX)
DEFS_xlsx_yes = -DXLSX_YES
LIBS_xlsx_yes = -lxlsxwriter
LIBS_table = $(LIBS_xlsx_$(XLSX))

LIBS = -lcsv -l$(YAJL) -lz $(LIBS_$(INFLATE)) -pthread -ldl

TOOLS = fetch-normalise filter-hs fill aggregate share rank concentration table
# scripts that are installed under reliance-NAME, with the folders of their parts
SCRIPTS = claims plot refresh report run
PARTS = $(sort $(foreach s,common $(SCRIPTS),$(wildcard scripts/reliance/$(s)/*.py)))
TABLES = countries country-codes blocs baskets basket-unions basket-labels

# FETCH=no: without --fetch, and so without libcurl and its headers
FETCH ?= yes
DEFS_fetch_no = -DNO_FETCH

# The rooms of src/README.md, each on top of those behind it; fetch-normalise alone uses the first three.
ROOMS = comtrade normalise source trade lib
# $(call objects_in,FOLDER): in an order that is the same everywhere, like the programs that come of it
objects_in = $(patsubst src/%.c,$(O)/%.o,$(sort $(wildcard src/$(1)/*.c src/$(1)/*/*.c)))
# what a tool has beside its main file is in a folder of the tool's name
TOOL_OBJS = $(foreach t,$(TOOLS),$(O)/$(t).o $(call objects_in,$(t)))
ROOM_OBJS = $(foreach r,$(ROOMS),$(call objects_in,$(r)))
ARCHIVES = $(ROOMS:%=$(O)/%.a)
# D, where ar has it: without times and users
archive = rm -f $@ && { $(AR) rcD $@ $^ 2>/dev/null || $(AR) rc $@ $^; }

all: $(TOOLS:%=$(B)/%) $(SCRIPTS:%=$(B)/reliance-%) $(B)/reliance-env

$(SCRIPTS:%=$(B)/reliance-%): $(B)/reliance-%:
	@mkdir -p $(@D)
	ln -sf $$(sh scripts/dist/relative '$(CURDIR)/scripts/$*' '$(abspath $(@D))') $@

# a file of its own, for it looks for the filters beside it
$(B)/reliance-env: scripts/env
	@mkdir -p $(@D)
	$(INSTALL) -m 755 $< $@

define link
$(B)/$(1): $(O)/$(1).o $(call objects_in,$(1)) $(ARCHIVES)
	$$(CC) $$(CFLAGS) $$(ALL_LDFLAGS) -o $$@ $$^ $$(LDLIBS) $$(LIBS) $$(LIBS_$(1))
endef
$(foreach t,$(TOOLS),$(eval $(call link,$(t))))

define room
$(O)/$(1).a: $(call objects_in,$(1)) $(if $(filter trade,$(1)),$(TABLES:%=$(O)/trade/%.csv.o) $(O)/trade/hs-tables.o) \
    $(if $(filter source,$(1)),$(O)/source/layouts.txt.o)
	$$(archive)
endef
$(foreach r,$(ROOMS),$(eval $(call room,$(r))))

$(O)/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# made again when another inflater is chosen
$(O)/lib/io/inflate.o $(O)/lib/io/inflate-isal.o: DEFS += $(DEFS_$(INFLATE))
$(O)/lib/io/inflate.o $(O)/lib/io/inflate-isal.o: $(O)/inflater
$(O)/inflater: FORCE
	@mkdir -p $(@D)
	@echo $(INFLATE) | cmp -s - $@ || echo $(INFLATE) >$@
FORCE:

# so are these when it is not to fetch
$(O)/lib/io/http.o $(O)/lib/io/http-none.o: DEFS += $(DEFS_fetch_$(FETCH))
$(O)/lib/io/http.o $(O)/lib/io/http-none.o: $(O)/fetching
$(O)/fetching: FORCE
	@mkdir -p $(@D)
	@echo $(FETCH) | cmp -s - $@ || echo $(FETCH) >$@

# and this with another choice of XLSX
$(O)/table/xlsx.o: DEFS += $(DEFS_xlsx_$(XLSX))
$(O)/table/xlsx.o: $(O)/xlsx
$(O)/xlsx: FORCE
	@mkdir -p $(@D)
	@echo $(XLSX) | cmp -s - $@ || echo $(XLSX) >$@

# a table that people read and mend, as an array of its bytes
$(O)/trade/%.csv.c: src/trade/%.csv scripts/embed
	@mkdir -p $(@D)
	sh scripts/embed table_$(subst -,_,$*) $< > $@.tmp && mv $@.tmp $@
$(O)/source/%.txt.c: src/source/%.txt scripts/embed
	@mkdir -p $(@D)
	sh scripts/embed table_$* $< > $@.tmp && mv $@.tmp $@
$(O)/source/%.txt.o: $(O)/source/%.txt.c
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<
$(O)/trade/%.csv.o: $(O)/trade/%.csv.c
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<
$(O)/trade/hs-tables.c: src/trade/hs-codes.csv src/trade/hs-changes.csv scripts/embed-hs
	@mkdir -p $(@D)
	sh scripts/embed-hs $(wordlist 1,2,$^) > $@.tmp && mv $@.tmp $@
$(O)/trade/hs-tables.o: $(O)/trade/hs-tables.c
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

# programs that test a module alone
UNITS = $(patsubst tests/unit/%.c,$(B)/unit/%,$(wildcard tests/unit/*.c))
unit: $(UNITS)
$(B)/unit/%: tests/unit/%.c $(ARCHIVES)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $(filter-out %.a,$^) $(ARCHIVES) $(LDLIBS) $(LIBS)

$(B)/make-baci: tests/make-baci.c $(ARCHIVES)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $< $(ARCHIVES) $(LDLIBS) $(LIBS)

# what to link with, for tests/fuzz/fuzz.sh
libs:
	@echo $(LIBS)

# `make check T=pipeline`: the tests of that name alone
TESTS = $(if $(T),$(or $(shell find tests -name '$(T).t'),$(error there is no test '$(T)'; find tests -name '*.t' lists them)))
check: all
	sh scripts/test --no-install $(TESTS)
check-asan:
	sh scripts/test --no-install --sanitize $(TESTS)
bench:
	scripts/bench
lint:
	scripts/lint
format:
	scripts/format
format-check:
	scripts/format --check
coverage:
	scripts/coverage

# for editors and language servers
compile_commands.json: FORCE
	{ printf '[\n'; for file in $(ROOM_OBJS:$(O)/%.o=src/%.c) $(TOOL_OBJS:$(O)/%.o=src/%.c); do \
	    [ ! -f $$file ] || printf '{"directory": "%s", "file": "%s", "command": "%s"},\n' '$(CURDIR)' $$file \
	        '$(CC) $(ALL_CFLAGS) -c '$$file; done | sed '$$ s/,$$//'; printf ']\n'; } >$@

help:
	@sed -n 's/^#: //p' Makefile

# Manual pages, completion, and the prefix that the scripts put before the names of filters: as they are
# installed under NAME_PREFIX. Written at once, for several makes may do so at a time.
N = $(B)/named/$(or $(NAME_PREFIX),plain)
PAGES = $(patsubst src/man/%,$(N)/%,$(sort $(wildcard src/man/*.[157])))
$(PAGES): $(N)/%: src/man/% scripts/dist/page
	@mkdir -p $(@D)
	sh scripts/dist/page '$(NAME_PREFIX)' $(TOOLS) <$< >$@.$$$$ && mv $@.$$$$ $@

# it is about the short names
$(N)/reliance-env.1: override NAME_PREFIX =

$(N)/prefix.py:
	@mkdir -p $(@D)
	echo 'NAME_PREFIX = "$(NAME_PREFIX)"' >$@.$$$$ && mv $@.$$$$ $@

# $(call completion,PROGRAM,NAME,SHELL): out of what it prints, and of the lists of two filters
define completion
COMPLETION += $(N)/$(2).$(3)
$(N)/$(2).$(3): $(1) $(B)/filter-hs $(B)/fetch-normalise scripts/completion $$(PARTS)
	@mkdir -p $$(@D)
	sh scripts/completion $(3) $(1) $(2) >$$@.$$$$$$$$ && mv $$@.$$$$$$$$ $$@
endef
$(foreach s,bash zsh fish,$(foreach t,$(TOOLS),$(eval $(call completion,$(B)/$(t),$(NAME_PREFIX)$(t),$(s)))))
$(foreach s,bash zsh fish,$(foreach t,$(SCRIPTS) env,$(eval \
    $(call completion,$(B)/reliance-$(t),reliance-$(t),$(s)))))

# what scripts/dist/plan reads: from where and to where
PLACES = B='$(B)' N='$(N)' TOOLS='$(TOOLS)' SCRIPTS='$(SCRIPTS)' NAME_PREFIX='$(NAME_PREFIX)' \
    bindir='$(bindir)' filterdir='$(filterdir)' datadir='$(datadir)' mandir='$(mandir)' INSTALL='$(INSTALL)'
install: all $(PAGES) $(COMPLETION) $(N)/prefix.py
	$(PLACES) sh scripts/dist/install '$(DESTDIR)'
uninstall:
	$(PLACES) sh scripts/dist/uninstall '$(DESTDIR)'

# Debian calls the archive of yajl another name than its library
STATIC_YAJL = $(shell echo 'int main(void) { return 0; }' | \
    $(CC) $(LDFLAGS) -static -x c - -o /dev/null -lyajl 2>/dev/null && echo yajl || echo yajl_s)
STATIC = $(shell sh scripts/dist/hardening --static '$(CC)' '$(CPPFLAGS) $(CFLAGS)' '$(LDFLAGS)')
STRIP ?= strip
static:
	$(MAKE) B=$(B)/static FETCH=no XLSX=no LDFLAGS='$(LDFLAGS) $(STATIC)' YAJL='$(STATIC_YAJL)' all
	$(STRIP) $(TOOLS:%=$(B)/static/%)
	sh scripts/dist/notices '$(CC) $(CPPFLAGS)' '$(INFLATE)' '$(VERSION)' >$(B)/static/NOTICES

# the one place in which the version is
VERSION = $(shell sed -n 's/.*RELIANCE_VERSION "\(.*\)"/\1/p' src/lib/version.h)
dist:
	sh scripts/dist/tarball $(B)/dist $(VERSION)
deb:
	sh scripts/dist/deb $(B)/deb $(VERSION)

clean:
	rm -rf $(B)

.PHONY: all static dist deb unit libs bench check check-asan lint format format-check coverage help install uninstall \
    clean FORCE
-include $(ROOM_OBJS:.o=.d) $(TOOL_OBJS:.o=.d)
