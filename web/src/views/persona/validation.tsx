import type { ValidationCheck } from "../../model/documents";
import { ClaimText } from "../../ui/claim";
import { Section } from "../../ui/section";

const WORDS: Readonly<Record<ValidationCheck["kind"], string>> = {
  statistics: "Statistics: it comes back, and it predicts",
  customers: "Customers: they find themselves in it",
  team: "Team: it is credible and complete",
  use: "Use: messages for it resonate",
};

const DONE = ["None of the four ways is done.", "One of the four ways is done.", "Two of the four ways are done.", "Three of the four ways are done.", "All four ways are done."];

export function ValidationList({ checks, id }: { readonly checks: readonly ValidationCheck[]; readonly id: string }) {
  const done = checks.filter((check) => check.done).length;
  return (
    <Section id="validation" title="Validation">
      <p>{DONE[done]}</p>
      <ul class="checks">
        {checks.map((check) => (
          <li key={check.kind}>
            <strong>
              <span aria-hidden="true">{check.done ? "●" : "○"}</span> {WORDS[check.kind]}: {check.done ? "done" : "not done"}
            </strong>{" "}
            {check.result && <ClaimText claim={check.result} keys={{ persona: id }} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}
