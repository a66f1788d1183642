import type { ComponentChildren } from "preact";

/** A table of contrasts; the bars lie inside it, so the table is the chart's twin. */
export function ContrastTable({ heads, label, children }: { readonly heads: readonly string[]; readonly label: string; readonly children: ComponentChildren }) {
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={label}>
      <table class="traits">
        <thead>
          <tr>
            {heads.map((head, place) => (
              <th key={head} scope="col" class={head === "Bars" ? "bars" : place > 0 ? "number" : ""}>
                {head === "Bars" ? <span class="unseen-word">{head}</span> : head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
