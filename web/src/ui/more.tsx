import type { ComponentChildren } from "preact";

interface Props {
  readonly title: string;
  readonly children: ComponentChildren;
}

/** What comes after the most important, one step away. */
export function More({ title, children }: Props) {
  return (
    <details class="more">
      <summary>{title}</summary>
      {children}
    </details>
  );
}
