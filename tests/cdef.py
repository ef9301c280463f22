"""The declarations of include/cact.h as cffi (and LuaJIT, koffi) want them: no preprocessor, no linkage."""

import re
from pathlib import Path

HEADER = Path(__file__).parent.parent / "include" / "cact.h"


def cdef(header=HEADER):
    text = re.sub(r"/\*.*?\*/", "", Path(header).read_text(), flags=re.S)
    text = re.sub(r"^#.*(\\\n.*)*$", "", text, flags=re.M)
    text = re.sub(r'extern "C" \{|^\}$', "", text, flags=re.M)
    return re.sub(r"\bCACT_API\s+", "", text)


if __name__ == "__main__":
    print(cdef())
