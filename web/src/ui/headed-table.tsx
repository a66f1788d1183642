import type { ComponentChildren } from "preact";

/** What a column is called, and its class; a head of class `bars` is read and not seen. */
export type Head = readonly [title: string, kind?: string];

interface Props {
  readonly label: string;
  /** The classes of the table. */
  readonly kind: string;
  readonly heads: readonly Head[];
  readonly children: ComponentChildren;
}

/** A table that scrolls in itself; bars lie inside it, so the table is the chart's twin. */
export function HeadedTable({ label, kind, heads, children }: Props) {
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={label}>
      <table class={kind}>
        <thead>
          <tr>
            {heads.map(([title, column]) => (
              <th key={title} scope="col" class={column}>
                {column === "bars" ? <span class="unseen-word">{title}</span> : title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
