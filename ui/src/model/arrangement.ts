// Arranges the board again and again: what did not change is not compared again.

import type { Row } from "../generated";
import { differenceOf, type Board, type Difference } from "./board";
import { comparer, fitter, type Question } from "./order";

/**
 * Whether rows may move. While somebody works among them they are held: values change where they stand, what is gone goes,
 * and the order and the filter catch up when the hand has come to rest. Another question is always answered at once.
 */
export type Pace = "free" | "held";

interface Arranged {
  board: Board;
  question: Question;
  /** All rows in order. */
  sorted: readonly Row[];
  /** Those of them that fit. */
  fitting: readonly Row[];
  /** What is shown: those that fit, or what was shown before, held. */
  shown: readonly Row[];
}

export type Arrange = (board: Board, question: Question, pace: Pace) => readonly Row[];

/** The same list comes out as long as nothing in it changed. */
export function arranger(): Arrange {
  let last: Arranged | null = null;
  return (board, question, pace) => {
    last = last === null ? arrangeAnew(board, question) : arrangeAfter(last, board, question, pace);
    return last.shown;
  };
}

function arrangeAnew(board: Board, question: Question): Arranged {
  const sorted = [...board.values()].sort(comparer(question.sort));
  const fitting = sorted.filter(fitter(question));
  return { board, question, sorted, fitting, shown: fitting };
}

function arrangeAfter(last: Arranged, board: Board, question: Question, pace: Pace): Arranged {
  const difference = differenceOf(last.board, board);
  const { column, direction } = last.question.sort;
  if (difference === null || question.sort.column !== column || question.sort.direction !== direction) return arrangeAnew(board, question);
  const compare = comparer(question.sort);
  const sorted = patch(last.sorted, difference, compare);
  if (!isSameChoice(last.question, question)) {
    const fitting = sorted.filter(fitter(question));
    return { board, question, sorted, fitting, shown: fitting };
  }
  const fits = fitter(question);
  const fitting = patch(last.fitting, { left: difference.left.filter(fits), came: difference.came.filter(fits) }, compare);
  return { board, question, sorted, fitting, shown: pace === "held" ? follow(last.shown, difference) : fitting };
}

function isSameChoice(a: Question, b: Question): boolean {
  return a.search === b.search && a.filter === b.filter && a.round === b.round && a.diverted === b.diverted;
}

/** Takes the difference into an ordered list, with a number of comparisons that grows with the difference and not with the list. */
export function patch(list: readonly Row[], { left, came }: Difference, compare: (a: Row, b: Row) => number): readonly Row[] {
  if (left.length === 0 && came.length === 0) return list;
  const gone = left.map((row) => placeOf(list, row, compare)).sort((a, b) => a - b);
  const next: Row[] = [];
  let from = 0;
  let cut = 0;
  const copy = (to: number) => {
    for (; from < to; from += 1) {
      const row = list[from];
      if (from === gone[cut]) cut += 1;
      else if (row !== undefined) next.push(row);
    }
  };
  for (const row of [...came].sort(compare)) {
    copy(placeOf(list, row, compare));
    next.push(row);
  }
  copy(list.length);
  return next;
}

/** Where the row stands, or would stand. */
function placeOf(list: readonly Row[], row: Row, compare: (a: Row, b: Row) => number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = list[middle];
    if (other !== undefined && compare(other, row) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Every row where it stands, as it is now. */
function follow(shown: readonly Row[], { left, came }: Difference): readonly Row[] {
  if (left.length === 0) return shown;
  const now = new Map(came.map((row) => [row.extension, row]));
  const former = new Set(left);
  return shown.flatMap((row) => (former.has(row) ? (now.get(row.extension) ?? []) : row));
}
