# make install PREFIX= LIBDIR= DESTDIR=, and uninstall with the same. What is installed may be moved as a whole.
PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib

# From LIBDIR to PREFIX.
UP      = $(shell awk 'BEGIN { under = ARGV[1] "/"; way = ARGV[2]; if (index(way, under) == 1) \
    way = substr(way, length(under) + 1); else { sub("^/", "", way); rest = ARGV[1] } \
    gsub("[^/]+", "..", way); print way rest }' "$(PREFIX)" "$(LIBDIR)")
INSTALL = install -d "$(1)" && install -m $(or $(3),644) $(2) "$(1)"
FILL    = sed -e 's|@UP@|$(UP)|g' -e 's|@VERSION@|$(VERSION)|g' -e 's|@SONAME@|$(SO_NAME)|g' \
    -e 's|@LIBS@|$(if $(OPENMP),-fopenmp)|g' cmake/$(2).in > "$(1)/$(2)"
INTO    = $(DESTDIR)$(LIBDIR)

.PHONY: install uninstall
install: lib
	$(call INSTALL,$(DESTDIR)$(PREFIX)/include,include/cact.h include/cact.hpp include/cact_ffi.h)
	$(call INSTALL,$(INTO),$(BUILD)/libcact.a)
	$(call INSTALL,$(INTO),$(BUILD)/$(SO_FILE),755)
	ln -sf $(SO_FILE) "$(INTO)/$(SO_NAME)"
	ln -sf $(SO_NAME) "$(INTO)/$(SO_LINK)"
	install -d "$(INTO)/pkgconfig" "$(INTO)/cmake/cact"
	$(call FILL,$(INTO)/pkgconfig,cact.pc)
	$(call FILL,$(INTO)/cmake/cact,cactConfig.cmake)
	$(call FILL,$(INTO)/cmake/cact,cactConfigVersion.cmake)

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/include/cact.h" "$(DESTDIR)$(PREFIX)/include/cact.hpp" \
	    "$(DESTDIR)$(PREFIX)/include/cact_ffi.h" "$(INTO)/libcact.a" \
	    "$(INTO)/$(SO_FILE)" "$(INTO)/$(SO_NAME)" "$(INTO)/$(SO_LINK)" "$(INTO)/pkgconfig/cact.pc"
	rm -rf "$(INTO)/cmake/cact"
