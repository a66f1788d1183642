import type { Look } from "../model/documents";
import { type Host, Refused } from "./host";

interface Envelope {
  readonly code?: string;
  readonly problem?: string;
  readonly hint?: string;
}

async function refusal(answer: Response): Promise<Refused> {
  const told = (await answer.json().catch(() => ({}))) as Envelope;
  return new Refused(told.code ?? `http-${answer.status}`, told.problem ?? answer.statusText, told.hint ?? "");
}

async function fetched(path: string, told: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(path, { ...told, headers: { accept: "application/json" } });
  } catch {
    throw new Refused("unreachable", "The server does not answer.", "Is `folkways serve` still running?");
  }
}

const MOST_BYTES = 64 * 1024 * 1024;

/** The server refuses a larger file too, but a browser that still sends may not hear why. */
function checkSize(file: File): void {
  if (file.size > MOST_BYTES) throw new Refused("too-large", "The file is larger than 64 MiB.", "Look at it on the machine where it lies: folkways preview FILE.");
}

/** Documents from the server that served this page. */
export const live: Host = {
  kind: "live",
  async page(path) {
    const answer = await fetched(path);
    if (!answer.ok) throw await refusal(answer);
    return answer.json();
  },
  async look(file) {
    checkSize(file);
    const answer = await fetched(`/api/preview?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
    if (!answer.ok) throw await refusal(answer);
    return (await answer.json()) as Look;
  },
};
