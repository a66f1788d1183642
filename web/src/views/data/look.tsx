import { useContext, useMemo, useState } from "preact/hooks";
import type { Look } from "../../model/documents";
import { Looker, type Looking } from "../../sync/looking";
import { LibraryContext } from "../../sync/pages";
import { Copy } from "../../ui/copy";
import { Section } from "../../ui/section";
import { LookedSource } from "./look-source";

function Lines({ look }: { readonly look: Look }) {
  return (
    <>
      <h3 id="look-lines">Lines for folkways.toml</h3>
      <p class="quiet">
        Every line is a guess: read it, correct it, and put the file where the lines say. <Copy text={look.toml} what="the lines" />
      </p>
      <pre class="lines" tabIndex={0} role="group" aria-labelledby="look-lines">{look.toml}</pre>
    </>
  );
}

function Found({ look }: { readonly look: Look }) {
  return (
    <div class="looked">
      {look.sources.map((source) => (
        <LookedSource key={source.source} of={source} />
      ))}
      {look.found > look.sources.length && <p>{look.found} tables were found; the first {look.sources.length} are shown.</p>}
      <Lines look={look} />
    </div>
  );
}

function Outcome({ of }: { readonly of: Looking }) {
  if (of.state === "looking") return <p class="quiet loading">Looking at {of.file} …</p>;
  if (of.state === "found") return <p class="quiet">Looked at {of.look.file}; it was deleted again.</p>;
  if (of.state === "idle") return null;
  return (
    <div class="problem">
      <p>{of.why.problem}</p>
      {of.why.hint && <p class="quiet">{of.why.hint}</p>}
    </div>
  );
}

/** Where a file is chosen or dropped. */
function Drop({ onFile }: { readonly onFile: (file: File) => void }) {
  const [over, setOver] = useState(false);
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer?.files[0];
    if (file) onFile(file);
  };
  const chosen = (event: Event & { readonly currentTarget: HTMLInputElement }) => {
    const file = event.currentTarget.files?.[0];
    if (file) onFile(file);
    event.currentTarget.value = "";
  };
  return (
    <div class={`drop ${over ? "over" : ""}`} onDragOver={(event) => (event.preventDefault(), setOver(true))} onDragLeave={() => setOver(false)} onDrop={dropped}>
      <label>
        Choose a file, or drop it here <input type="file" onChange={chosen} />
      </label>
    </div>
  );
}

/** What a file would be taken for; only a server can look. */
export function LookAtFile() {
  const { host } = useContext(LibraryContext);
  const looker = useMemo(() => (host.look ? new Looker(host.look) : null), [host]);
  if (!looker) return null;
  const now = looker.now.value;
  return (
    <Section id="look" title="Look at a file">
      <p>See what a file would be taken for before you load it. It is looked at on this server and then deleted; nothing is loaded or kept.</p>
      <Drop onFile={(file) => void looker.at(file)} />
      <div role="status">
        <Outcome of={now} />
      </div>
      {now.state === "found" && <Found look={now.look} />}
    </Section>
  );
}
