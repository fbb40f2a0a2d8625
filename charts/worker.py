"""The process that draws: charts come in on its standard input, drawings go out on its standard output, pickled.

It loads matplotlib before the charts come. It ends with its input or when nobody takes its output, so never later
than its parent; where a chart cannot be drawn it ends, too, and the parent finds out why.
"""

import gc
import pickle
import sys
from contextlib import suppress

from charts import draw


def main() -> None:
    """Draw the charts that come in on standard input, and send each drawing out as soon as it is made."""
    draw.warm_up()
    for chart in pickle.load(sys.stdin.buffer):  # noqa: S301  the parent's own
        pickle.dump(draw.draw(chart), sys.stdout.buffer)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    gc.disable()  # as in generate.py: it takes 10 % of the time, and the process is about to end
    with suppress(EOFError, OSError):
        main()
