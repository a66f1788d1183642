import { useState } from "preact/hooks";

/** Copy without the clipboard interface, which pages opened from a disk do not have. */
function copiedBySelection(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedBySelection(text);
  }
}

export function Copy({ text, what }: { readonly text: string; readonly what: string }) {
  const [said, say] = useState("");
  const copy = async () => say((await copied(text)) ? "Copied" : "Select the text and copy it");
  return (
    <span class="copy">
      <button type="button" class="plain" onClick={copy} aria-label={`Copy ${what}`}>
        Copy
      </button>
      <span role="status" class="quiet">
        {said}
      </span>
    </span>
  );
}
