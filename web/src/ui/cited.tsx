import { type ComponentChildren, createContext } from "preact";
import { useContext, useMemo } from "preact/hooks";
import type { Evidence, Window } from "../model/documents";

/** What the figures of one document lean on. */
export interface Citing {
  readonly evidence: ReadonlyMap<string, Evidence>;
  readonly minCell: number;
  readonly window: Window | null;
}

const nothing: Citing = { evidence: new Map(), minCell: 10, window: null };
export const CitingContext = createContext<Citing>(nothing);
export const useCiting = (): Citing => useContext(CitingContext);

interface Props {
  readonly evidence: readonly Evidence[];
  readonly minCell?: number | null | undefined;
  readonly window?: Window | null | undefined;
  readonly children: ComponentChildren;
}

/** Gives the evidence of a document to every figure and claim below. */
export function Cited({ evidence, minCell, window, children }: Props) {
  const outer = useCiting();
  const citing = useMemo(
    () => ({
      evidence: new Map(evidence.map((one) => [one.id, one])),
      minCell: minCell ?? outer.minCell,
      window: window ?? outer.window,
    }),
    [evidence, minCell, window, outer],
  );
  return <CitingContext.Provider value={citing}>{children}</CitingContext.Provider>;
}
