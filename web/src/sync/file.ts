import { type Host, Refused } from "./host";

export type Pages = Readonly<Record<string, unknown>>;

/** The pages that an export wrote into this document, or nothing when it is served. */
export function embedded(page: Document): Pages | null {
  const text = page.getElementById("folkways-report")?.textContent?.trim();
  return text ? (JSON.parse(text) as Pages) : null;
}

/** Documents from pages held in memory, without any request. */
export function file(pages: Pages, kind: Host["kind"] = "file"): Host {
  return {
    kind,
    page(path) {
      if (Object.hasOwn(pages, path)) return Promise.resolve(pages[path]);
      return Promise.reject(new Refused("not-in-file", `This report holds no ${path}.`, "Export it anew."));
    },
  };
}
