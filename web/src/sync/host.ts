import type { Look } from "../model/documents";

/** Where documents come from: a live server, the file this page was exported to, or a test. */
export interface Host {
  readonly kind: "live" | "file" | "fake";
  /** The document at a path such as `/api/home`; rejects with `Refused`. */
  page(path: string): Promise<unknown>;
  /** What a file would be taken for; only a server can look. Rejects with `Refused`. */
  look?(file: File): Promise<Look>;
}

/** What a host says when it has no document to give: the one envelope of the server. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly problem: string,
    readonly hint: string,
  ) {
    super(problem);
  }
}
