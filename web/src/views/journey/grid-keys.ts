/** Where the focus of a grid stands; row 0 holds the stages, row 1 the steps, column 0 the lanes' names. */
export interface At {
  readonly row: number;
  readonly column: number;
}

export interface Shape {
  readonly rows: number;
  readonly columns: number;
  /** The first column of each stage, rising. */
  readonly stages: readonly number[];
}

interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

const PAGE = 5;
const clamp = (value: number, most: number): number => Math.max(0, Math.min(most - 1, value));

/** Where a key leads, by the ARIA grid pattern and `[` `]` for stages; null when it leads nowhere. */
export function moved(press: Press, at: At, shape: Shape): At | null {
  const far = press.ctrlKey || press.metaKey;
  const to = (row: number, column: number): At => {
    return { row: clamp(row, shape.rows), column: clamp(column, shape.columns) };
  };
  switch (press.key) {
    case "ArrowUp":
      return to(at.row - 1, at.column);
    case "ArrowDown":
      return to(at.row + 1, at.column);
    case "ArrowLeft":
      return to(at.row, at.column - 1);
    case "ArrowRight":
      return to(at.row, at.column + 1);
    case "PageUp":
      return to(at.row - PAGE, at.column);
    case "PageDown":
      return to(at.row + PAGE, at.column);
    case "Home":
      return far ? to(0, 0) : to(at.row, 0);
    case "End":
      return to(far ? shape.rows : at.row, shape.columns);
    case "[":
      return to(at.row, shape.stages.findLast((first) => first < at.column) ?? at.column);
    case "]":
      return to(at.row, shape.stages.find((first) => first > at.column) ?? at.column);
    default:
      return null;
  }
}
