"""Who does the work on many files: this process, some more on this machine, or a cluster that is there already.

All of them are reached through the standard library's `Executor`. The work comes back in the order in which it was
given, so a run by many hands writes the same bytes as a run by one.
"""

from __future__ import annotations

import concurrent.futures
import gc
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from sv_excel.errors.files import NoSchedulerError, SchedulerMissingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor, Future

Given = TypeVar("Given")
Done = TypeVar("Done")

WORTH_WHILE = 24
"""From how many files on more processes are started: each costs about as much as checking as many."""
_SHARES = 4
"""How many batches each process gets, so that none waits long for the last."""
_LARGEST_BATCH = 32
_PATIENCE = 10
"""How long a scheduler has to answer, in seconds."""


def collect_rarely() -> None:
    """Have Python look for rings of dead values seldom: a run makes millions of values, and hardly one such ring.

    At the usual pace looking takes a third of the time.
    """
    gc.set_threshold(200_000, 50, 100)


def _nobody(done: int, total: int) -> None:
    """Tells nobody how far the work is."""


@dataclass(frozen=True, slots=True)
class Workforce:
    """How many processes (``jobs``), or the address of a Dask scheduler; ``told`` hears how many of all are done."""

    jobs: int = 1
    scheduler: str | None = None
    told: Callable[[int, int], None] = _nobody

    def batches(self, items: Sequence[Given]) -> list[Sequence[Given]]:
        """The items in a few heaps for each process, since what is alike is quicker done together."""
        hands = self.jobs if self.scheduler is None else 8
        size = min(max(1, -(-len(items) // (hands * _SHARES))), _LARGEST_BATCH)
        return [items[start : start + size] for start in range(0, len(items), size)]

    def work(
        self, task: Callable[[Given], Done], items: Sequence[Given], *, weight: int | None = None
    ) -> Iterator[Done]:
        """``task`` done on each item, in order. ``weight`` is how many files they are, if not one each.

        A process that dies takes nothing with it, nor does a cluster's worker: what it left is done by another or here.
        ``task`` must therefore be one that can be done twice.

        Raises:
            SchedulerMissingError: Dask is not installed.
            NoSchedulerError: there is no scheduler at the address.
        """
        total = len(items)
        if self.scheduler is None and (self.jobs == 1 or (total if weight is None else weight) < WORTH_WHILE):
            for number, item in enumerate(items, 1):
                yield task(item)
                self.told(number, total)
            return
        with self._hired(total) as executor:
            futures = [executor.submit(task, item) for item in items]
            for number, (future, item) in enumerate(zip(futures, items, strict=True), 1):
                yield _result(future, task, item)
                self.told(number, total)

    @contextmanager
    def _hired(self, most: int) -> Iterator[Executor]:
        if self.scheduler is not None:
            with _client(self.scheduler) as executor:
                yield executor
            return
        executor = concurrent.futures.ProcessPoolExecutor(min(self.jobs, most), initializer=collect_rarely)
        try:
            yield executor
        finally:
            executor.shutdown(cancel_futures=True)


def _result(future: Future[Done], task: Callable[[Given], Done], item: Given) -> Done:
    """What came of it elsewhere; if anything went wrong there, it is done here, where the task's own fault rises again.

    Executors have no error in common for work that they lost: Dask's even gives a `ValueError` for a worker that dies
    while its result is fetched (``distributed.cfexecutor._cascade_future``).
    """
    try:
        return future.result()
    except Exception:  # noqa: BLE001 - see above
        return task(item)


@contextmanager
def _client(address: str) -> Iterator[Executor]:
    """An executor on a Dask cluster; its workers must see the same files under the same names."""
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise SchedulerMissingError from error
    try:
        client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoSchedulerError(address) from error
    with client, client.get_executor(pure=False) as executor:
        yield executor


ALONE = Workforce()
"""This process by itself."""
