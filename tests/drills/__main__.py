"""`python -m tests.drills [name…]`: the drills, one after the other, on two nodes; prints what each has found.

PostgreSQL is the server that TEST_DATABASE_URL names, else one that is started; Redis that of TEST_REDIS_URL, else one
that is started where the machine has it. All together they take some eight minutes. Ends with 1 if one has failed.
"""

import signal
import sys
import time
import traceback

from tests import postgres
from tests.drills import changes, counting, endurance, failover, killing, outage
from tests.drills.stage import Failed, Stage

DRILLS = {
    "changes": changes,
    "counting": counting,
    "killing": killing,
    "outage": outage,
    "failover": failover,
    "endurance": endurance,
}


def main(names):
    """Run the drills of these names, or all; return the exit code."""
    if unknown := set(names) - set(DRILLS):
        print(f"There is no drill named {', '.join(sorted(unknown))}; there are {', '.join(DRILLS)}.", file=sys.stderr)
        return 2
    # Ended from outside, it still takes down what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    failed = []
    try:
        with Stage() as stage:
            for name in names or DRILLS:
                print(f"{name}: {DRILLS[name].__doc__.splitlines()[0]}", flush=True)
                began = time.monotonic()
                try:
                    said = DRILLS[name].run(stage)
                except Failed as error:
                    failed.append(name)
                    said = f"FAILED. {error}"
                except Exception:
                    failed.append(name)
                    said = f"FAILED.\n{traceback.format_exc()}"
                print(f"  {said} ({time.monotonic() - began:.0f} s)", flush=True)
                stage.whole()
            for what in stage.left_out:
                print(f"Left out: {what}.")
    except postgres.Missing as error:
        print(f"Left out: all drills, for want of PostgreSQL: {error}.", file=sys.stderr)
        return 1
    print(f"Failed: {', '.join(failed)}." if failed else "All is as it was promised.")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
