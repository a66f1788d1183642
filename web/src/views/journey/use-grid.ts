import { useRef, useState } from "preact/hooks";
import { type At, moved, type Shape } from "./grid-keys";

const OPENS = "button";

function cellAt(grid: HTMLElement, at: At): HTMLElement | null {
  const row = grid.querySelectorAll<HTMLElement>(`[data-row="${at.row}"]`);
  return [...row].find((cell) => covers(cell, at.column)) ?? null;
}

function covers(cell: HTMLElement, column: number): boolean {
  const first = Number(cell.dataset["column"]);
  return column >= first && column < first + Number(cell.dataset["span"] ?? 1);
}

function buttonsIn(cell: HTMLElement): readonly HTMLElement[] {
  return [...cell.querySelectorAll<HTMLElement>(OPENS)];
}

/** Keys that stay inside a cell; true when the key was one of them. */
function within(event: KeyboardEvent, cell: HTMLElement, target: HTMLElement): boolean {
  const buttons = buttonsIn(cell);
  const inside = buttons.indexOf(target);
  if (event.key === "Escape" && inside >= 0) return focus(cell);
  if ((event.key === "Enter" || event.key === "F2") && target === cell) return focus(buttons[0]);
  if (event.key.toLowerCase() === "e" && !event.ctrlKey && !event.metaKey) return press(inside >= 0 ? target : buttons[0]);
  if (inside < 0 || buttons.length < 2) return false;
  if (event.key === "ArrowRight") return focus(buttons[inside + 1]);
  return event.key === "ArrowLeft" && focus(buttons[inside - 1]);
}

/** Focus alone would leave a cell below the sticky heads; scrolling to it minds their place. */
function focus(target: HTMLElement | null | undefined): boolean {
  target?.focus({ preventScroll: true });
  target?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  return !!target;
}

function press(target: HTMLElement | undefined): boolean {
  target?.click();
  return target !== undefined;
}

/** One Tab stop for the whole grid, and keys that move it. */
export function useGrid(shape: Shape) {
  const [at, go] = useState<At>({ row: 1, column: 1 });
  const grid = useRef<HTMLTableElement>(null);
  const enter = (to: At) => {
    go(to);
    if (grid.current) focus(cellAt(grid.current, to));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    const cell = target.closest<HTMLElement>("[data-row]");
    if (!cell || event.altKey) return;
    if (!within(event, cell, target)) {
      const to = moved(event, at, shape);
      if (!to) return;
      enter(to);
    }
    event.preventDefault();
  };
  const onFocusIn = (event: FocusEvent) => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>("[data-row]");
    if (!cell || (Number(cell.dataset["row"]) === at.row && covers(cell, at.column))) return;
    go({ row: Number(cell.dataset["row"]), column: Number(cell.dataset["column"]) });
  };
  /** The attributes of a cell; exactly one cell of the grid can be reached by Tab. */
  const cell = (row: number, column: number, span = 1) => ({
    "data-row": row,
    "data-column": column,
    "data-span": span,
    tabIndex: at.row === row && at.column >= column && at.column < column + span ? 0 : -1,
  });
  return { grid, cell, enter, onKeyDown, onFocusIn };
}

export type GridFocus = ReturnType<typeof useGrid>;
