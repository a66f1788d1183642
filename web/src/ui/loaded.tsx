import type { ComponentChildren } from "preact";
import type { Refused } from "../sync/host";
import type { Loading } from "../sync/pages";

interface ProblemProps {
  readonly why: Refused;
  /** A part of a screen that has a heading of its own. */
  readonly part?: boolean | undefined;
}

export function Problem({ why, part }: ProblemProps) {
  const Heading = part ? "h2" : "h1";
  return (
    <div class="problem" role="alert">
      <Heading>This cannot be shown</Heading>
      <p>{why.problem}</p>
      {why.hint && <p class="quiet">{why.hint}</p>}
    </div>
  );
}

interface Props<T> {
  readonly of: Loading<T>;
  readonly part?: boolean;
  readonly children: (page: T) => ComponentChildren;
}

/** The page once it is here; until then that it is coming, or why it does not come. */
export function Loaded<T>({ of, part, children }: Props<T>) {
  if (of.state === "loading") return <p class="quiet loading" role="status">Loading …</p>;
  return of.state === "refused" ? <Problem why={of.why} part={part} /> : <>{children(of.page)}</>;
}
