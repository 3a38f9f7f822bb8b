# SPDX-License-Identifier: GPL-3.0-or-later
# make help lists the targets. Variants are folders: build/release, build/debug, build/asan ...
NAME    := duly
VERSION := 0.1.0
MODE    ?= release
B       ?= build/$(MODE)

PREFIX     ?= /usr/local
BINDIR     ?= $(PREFIX)/bin
LIBEXECDIR ?= $(PREFIX)/libexec/duly
DATADIR    ?= $(PREFIX)/share
MANDIR     ?= $(DATADIR)/man

# Levels are folders (tests/layers). One archive holds them all; a program takes what it uses.
MODULES := base document yaml watch format fact finding config record rule ledger outlet reader \
           helper flow
CORE    := $(sort $(foreach m,$(MODULES),$(wildcard daemon/$m/*.c)))
READER  := daemon/reader_text.c
MAIN    := $(filter-out daemon/reader_%.c,$(sort $(wildcard daemon/*.c)))
UNIT    := $(sort $(wildcard tests/unit/test_*.c))
FUZZ    := $(sort $(wildcard tests/fuzz/fuzz_*.c))
SUPPORT := $(sort $(wildcard tests/support/*.c))
SYSTEM  := $(sort $(wildcard tests/system/*.c))
BENCH   := $(sort $(wildcard tests/bench/*.c))
A       := $(B)/libduly.a
PROGRAMS := $(B)/duly $(B)/duly-text
obj      = $(1:%.c=$(B)/%.o)

# What the compiler is asked to object to: errors in debug and in CI. Left out on purpose:
# -Wswitch-enum (it wants every member even beside a default).
warn    := -Wall -Wextra -Wshadow -Wformat=2 -Wconversion -Wsign-conversion -Wcast-qual \
           -Wpointer-arith -Wwrite-strings -Wstrict-prototypes -Wmissing-prototypes \
           -Wold-style-definition -Wredundant-decls -Wundef -Wvla -Wdate-time -Wdouble-promotion \
           -Wimplicit-fallthrough -Wnull-dereference -Wunused-macros -Wmissing-noreturn \
           -Wlogical-op -Wduplicated-cond -Wduplicated-branches -Wformat-signedness \
           -Wcast-align=strict -Wtrampolines -Wbidi-chars=any -Wcomma -Wassign-enum
harden  := -fstack-protector-strong -fstack-clash-protection -fcf-protection=full \
           -ftrivial-auto-var-init=zero -fPIE
release := -O2 -g -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -ffunction-sections
debug   := -O0 -g3 -Werror
asan    := -O1 -g3 -Werror -fno-omit-frame-pointer -fsanitize=address,undefined \
           -fno-sanitize-recover=all -DDULY_SANITIZED=1
fuzz    := -O1 -g3 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all \
           -DDULY_SANITIZED=1
cov     := -O0 -g3 --coverage
std     := -std=gnu17 -D_GNU_SOURCE -Iinclude -Idaemon -I$(B)
link    := -pie -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed,--gc-sections

# Debian's libev has no .pc file.
READER_LIBS := -lpcre2-8 -lutf8proc -lnettle -lseccomp
LIBS        := $(READER_LIBS) -lyaml -lcjson -lev -lsqlite3

.DEFAULT_GOAL := all
.PHONY: all run check check-unit check-fuzz check-golden check-system layers man-lint asan fuzz \
        fuzz-run bench lint format format-check tidy cppcheck analyzer install uninstall clean help \
        setup
.DELETE_ON_ERROR:
.SECONDARY:

# Set-up comes before everything else, so that a bare machine needs nothing but make.
ifneq ($(filter run check all bench lint,$(or $(MAKECMDGOALS),all)),)
ifeq ($(MAKELEVEL),0)
SET_UP := $(shell tests/support/setup.sh $(or $(MAKECMDGOALS),all) >&2 || echo failed)
ifneq ($(SET_UP),)
$(error set-up failed: see above)
endif
endif
endif

-include $(B)/flags.mk
all_c  = $(std) $(FLAGS) $($(MODE)) -MMD -MP $(CPPFLAGS) $(CFLAGS)
all_ld = $(filter -fsanitize% --coverage,$($(MODE))) $(link) $(LDFLAGS)
Q     := $(if $(V),,@)
say    = $(if $(V),,@printf '  %-6s %s\n' $(1) $(@:$(B)/%=%))

all: $(PROGRAMS)                              ## the program and its reader

$(B)/flags.mk: Makefile                       # which flags this compiler knows, asked once
	@mkdir -p $(@D)
	$(Q)for f in $(warn) $(harden); do $(CC) -Werror $$f -x c -c /dev/null -o /dev/null 2>/dev/null \
	  && printf '%s ' $$f; done | sed 's/^/FLAGS := /' >$@
$(B)/version.h: FORCE                         # rewritten only when it says something else
	@mkdir -p $(@D)
	@printf '#define DULY_VERSION "%s"\n#define DULY_LIBEXEC "%s"\n#define DULY_RULES "%s"\n' \
	  '$(VERSION)' '$(LIBEXECDIR)' '$(DATADIR)/duly/rules' >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi
$(B)/ledger_schema.h: daemon/ledger/schema.sql  # as a C string
	@mkdir -p $(@D)
	$(Q)sed 's/[\\"]/\\&/g; s/.*/"&\\n"/' $< >$@
FORCE:
$(B)/%.o: %.c $(B)/flags.mk | $(B)/version.h $(B)/ledger_schema.h
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(all_c) -c $< -o $@
$A: $(call obj,$(CORE))
	$(call say,AR)
	$(Q)rm -f $@ && $(AR) rcs $@ $^
$(B)/duly: $(call obj,$(MAIN)) $A
	$(call say,LD)
	$(Q)$(CC) $(all_ld) $^ $(LIBS) -o $@
$(B)/duly-text: $(call obj,$(READER)) $A
	$(call say,LD)
	$(Q)$(CC) $(all_ld) $^ $(READER_LIBS) -o $@

# A cmocka assertion that fails does not return, but its header does not say so.
$(B)/tests/unit/%.o: FLAGS += -Wno-null-dereference
# WRAP for a test: `$(B)/tests/unit/test_x: WRAP := send connect` in tests/wraps.mk.
-include tests/wraps.mk
$(B)/tests/unit/%: $(B)/tests/unit/%.o $(call obj,$(SUPPORT)) $A
	$(call say,LD)
	$(Q)$(CC) $(all_ld) $(WRAP:%=-Wl,--wrap=%) $^ $(LIBS) -lcmocka -o $@
$(B)/tests/fuzz/fuzz_%: $(B)/tests/fuzz/fuzz_%.o $(if $(filter fuzz,$(MODE)),,$(B)/tests/fuzz/replay.o) $A
	$(call say,LD)
	$(Q)$(CC) $(all_ld) $(if $(filter fuzz,$(MODE)),-fsanitize=fuzzer) $^ $(LIBS) -o $@
$(B)/tests/system/%: $(B)/tests/system/%.o $A   # programs that the system tests run
	$(call say,LD)
	$(Q)$(CC) $(all_ld) $^ $(LIBS) -o $@
$(B)/tests/bench/%: $(B)/tests/bench/%.o $A     # programs to look at with a profiler
	$(call say,LD)
	$(Q)$(CC) $(all_ld) $^ $(LIBS) -o $@

run: all                                      ## judge the sample agreements, then watch them
	@tests/support/demo.sh $(B)
check: all check-unit check-fuzz check-golden check-system layers man-lint   ## every test
	@printf 'all tests passed\n'
check-unit: $(UNIT:%.c=$(B)/%)                ## unit tests
	$(Q)tests/support/run-units.sh $^
check-fuzz: $(if $(filter fuzz,$(MODE)),,$(FUZZ:%.c=$(B)/%))   ## every fuzz target over its corpus
	$(Q)for t in $^; do printf '  CORPUS %s\n' $${t##*/}; $$t tests/fuzz/$${t##*/}.in || exit 1; done
check-golden: all                             ## documents and rules against expected findings
	$(Q)tests/golden/run.sh $(B)
check-system: all $(SYSTEM:%.c=$(B)/%)        ## the real programs: jail, daemon, syslog
	$(Q)tests/system/run.sh $(B)
layers:                                       ## nobody includes upward
	@awk -f tests/layers.awk tests/layers $$(find daemon include -name '*.[ch]')
man-lint:                                     ## manual pages
	@if command -v mandoc >/dev/null; then mandoc -T lint -W warning man/*.[1-8]; fi
asan:                                         ## unit tests and corpora under ASan and UBSan
	+@$(MAKE) --no-print-directory MODE=asan check-unit check-fuzz
fuzz:                                         ## a minute of each fuzzer (SECS=60)
	+@$(MAKE) --no-print-directory MODE=fuzz CC=clang fuzz-run
fuzz-run: $(FUZZ:%.c=$(B)/%)
	@for t in $^; do mkdir -p $(B)/corpus/$${t##*/}; \
	  $$t -max_total_time=$${SECS:-60} $(B)/corpus/$${t##*/} tests/fuzz/$${t##*/}.in || exit 1; done
bench: all $(BENCH:%.c=$(B)/%)                ## check beside cat, rg, yara, Python; the daemon beside find
	@tests/bench/run.sh $(B)
	@tests/bench/daemon.sh $(B)

SOURCES = $(sort $(shell find daemon include tests -name '*.[ch]'))
lint: format-check layers tidy cppcheck       ## format, levels, clang-tidy, cppcheck
format:                                       ## write the format
	clang-format -i $(SOURCES)
format-check:
	@clang-format --dry-run -Werror $(SOURCES)
tidy: compile_commands.json
	@printf '%s\n' $(CORE) $(MAIN) $(READER) | xargs -P 2 -n 8 clang-tidy --quiet -p . 2>/dev/null
cppcheck: $(B)/version.h $(B)/ledger_schema.h
	@cppcheck --quiet --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
	  --std=c11 --suppress=missingIncludeSystem \
	  --suppress=nullPointerRedundantCheck --suppress=identicalInnerCondition -Iinclude -Idaemon \
	  -I$(B) -j 2 daemon
# It compiles really: with -fsyntax-only nothing is analysed. An array's count tells that it is there
# (VEC, span); gcc 12 cannot relate the two, so its word on NULL is not asked for.
analyzer: $(B)/version.h $(B)/ledger_schema.h  ## gcc -fanalyzer
	@printf '%s\n' $(CORE) $(MAIN) $(READER) | xargs -P 2 -I{} $(CC) $(std) $(FLAGS) -O1 \
	  -fanalyzer -Wno-analyzer-null-dereference -Wno-analyzer-null-argument -Werror -S {} -o /dev/null
comma := ,
compile_commands.json: Makefile $(B)/flags.mk $(B)/version.h $(B)/ledger_schema.h   ## for clang-tidy and editors
	$(file >$@,[$(subst } {,}$(comma){,$(foreach s,$(CORE) $(MAIN) $(READER) $(UNIT),{"directory":"$(CURDIR)","file":"$s","command":"clang $(std) -c $s"}))])
	@:

systemd = $(or $(shell pkg-config --variable=$1 systemd 2>/dev/null),$2)
UNITDIR     ?= $(call systemd,systemdsystemunitdir,/usr/lib/systemd/system)
SYSUSERSDIR ?= $(call systemd,sysusersdir,/usr/lib/sysusers.d)
CATALOGDIR  ?= $(call systemd,catalogdir,/usr/lib/systemd/catalog)
DOCDIR      ?= $(DATADIR)/doc/duly
D      = $(DESTDIR)
pages  = $(wildcard man/*.[1-8])
filled = sed -e 's|@BINDIR@|$(BINDIR)|g' -e 's|@DATADIR@|$(DATADIR)|g'
install: all                                  ## DESTDIR and PREFIX as usual; starts nothing
	install -d $D$(BINDIR) $D$(LIBEXECDIR) $D$(DATADIR)/duly/rules $D$(DOCDIR)/recipes \
	  $D$(UNITDIR) $D$(SYSUSERSDIR) $D$(CATALOGDIR)
	install -m 755 $(B)/duly $D$(BINDIR)/duly
	install -m 755 $(B)/duly-text $D$(LIBEXECDIR)/duly-text
	umask 022 && cp -R rules/. $D$(DATADIR)/duly/rules/ && cp -R systemd/recipes/. $D$(DOCDIR)/recipes/
	for m in $(pages); do s=$D$(MANDIR)/man$${m##*.}; install -d $$s && install -m 644 $$m $$s/; done
	$(filled) systemd/duly.service | install -m 644 /dev/stdin $D$(UNITDIR)/duly.service
	$(filled) systemd/duly.yaml.example | install -m 644 /dev/stdin $D$(DOCDIR)/duly.yaml
	install -m 644 systemd/duly.sysusers.conf $D$(SYSUSERSDIR)/duly.conf
	install -m 644 systemd/duly.catalog $D$(CATALOGDIR)/duly.catalog
uninstall:                                    ## what install put there; the ledger stays
	rm -f $D$(BINDIR)/duly $D$(LIBEXECDIR)/duly-text $D$(UNITDIR)/duly.service \
	  $D$(SYSUSERSDIR)/duly.conf $D$(CATALOGDIR)/duly.catalog
	rm -rf $D$(DATADIR)/duly $D$(DOCDIR)
	for m in $(pages); do rm -f $D$(MANDIR)/man$${m##*.}/$${m##*/}; done
	rmdir $D$(LIBEXECDIR) 2>/dev/null || :
help:                                         ## this list
	@sed -n 's/^\([a-z_.-]*\):.*## /  \1	/p' $(firstword $(MAKEFILE_LIST)) | expand -t 24
clean:                                        ## remove build/
	rm -rf build compile_commands.json

-include $(patsubst %.c,$(B)/%.d,$(CORE) $(MAIN) $(READER) $(UNIT) $(FUZZ) $(SUPPORT) $(SYSTEM) $(BENCH))
