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

async function fetched(path: string): Promise<Response> {
  try {
    return await fetch(path, { headers: { accept: "application/json" } });
  } catch {
    throw new Refused("unreachable", "The server does not answer.", "Is `folkways serve` still running?");
  }
}

/** Documents from the server that served this page. */
export const live: Host = {
  kind: "live",
  async page(path) {
    const answer = await fetched(path);
    if (!answer.ok) throw await refusal(answer);
    return answer.json();
  },
};
