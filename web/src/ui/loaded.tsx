import type { ComponentChildren } from "preact";
import type { Refused } from "../sync/host";
import type { Loading } from "../sync/pages";

export function Problem({ why }: { readonly why: Refused }) {
  return (
    <div class="problem" role="alert">
      <h1 tabIndex={-1}>This cannot be shown</h1>
      <p>{why.problem}</p>
      {why.hint && <p class="quiet">{why.hint}</p>}
    </div>
  );
}

interface Props<T> {
  readonly of: Loading<T>;
  readonly children: (page: T) => ComponentChildren;
}

/** The page once it is here; until then that it is coming, or why it does not come. */
export function Loaded<T>({ of, children }: Props<T>) {
  if (of.state === "loading") return <p class="quiet loading" role="status">Loading …</p>;
  return of.state === "refused" ? <Problem why={of.why} /> : <>{children(of.page)}</>;
}
