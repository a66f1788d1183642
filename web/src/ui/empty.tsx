import type { ComponentChildren } from "preact";

interface Props {
  /** What will be here, once there are data. */
  readonly will: string;
  readonly children: ComponentChildren;
  readonly commands: readonly string[];
  /** The page of the manual that tells how. */
  readonly guide: string;
}

/** A screen without data: what will stand here, a ghost of it, and what brings it. */
export function Empty({ will, children, commands, guide }: Props) {
  return (
    <section class="sheet empty" aria-label="Nothing here yet">
      <div class="ghost" aria-hidden="true">
        <span />
        <span />
        <span />
      </div>
      <p class="lede">{will}</p>
      <div>{children}</div>
      <ul class="commands">
        {commands.map((command) => (
          <li key={command}>
            <code>{command}</code>
          </li>
        ))}
      </ul>
      <p class="quiet">
        The manual tells it step by step: <code>{guide}</code>
      </p>
    </section>
  );
}
