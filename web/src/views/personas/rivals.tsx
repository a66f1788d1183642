import type { PersonaSet, Rival } from "../../model/documents";
import { FigureButton } from "../../ui/figure";

interface PlainProps {
  readonly rival: Rival;
  readonly part: "k" | "jaccardMin" | "splitHalf";
  readonly what: string;
  readonly evidence: string | null;
}

function Plain({ rival, part, what, evidence }: PlainProps) {
  const value = rival[part];
  if (typeof value !== "number") return <span class="nodata">no data</span>;
  const figure = { value, unit: part === "k" ? "" : "ratio", evidence };
  return <FigureButton figure={figure} name="personas.rival" what={`${rival.method}: ${what}`} keys={{ method: rival.method, key: part }} />;
}

function Row({ rival, evidence }: { readonly rival: Rival; readonly evidence: string | null }) {
  return (
    <tr>
      <th scope="row">{rival.method}</th>
      <td class="number">
        <Plain rival={rival} part="k" what="groups" evidence={evidence} />
      </td>
      <td class="number">
        <Plain rival={rival} part="jaccardMin" what="weakest group comes back" evidence={evidence} />
      </td>
      <td class="number">
        <Plain rival={rival} part="splitHalf" what="halves agree" evidence={evidence} />
      </td>
      <td class="number">
        {rival.predictionGain ? (
          <FigureButton figure={rival.predictionGain} name="personas.rival" what={`${rival.method}: gain in prediction`} keys={{ method: rival.method, key: "predictionGain" }} withInterval />
        ) : (
          <span class="nodata">no data</span>
        )}
      </td>
      <td class="advice">{rival.note}</td>
    </tr>
  );
}

/** Other ways to group the same customers, on the same figures. */
export function RivalTable({ set }: { readonly set: PersonaSet }) {
  if (!set.rivals?.length) return null;
  const evidence = (set.evidence?.find((one) => one.kind === "model") ?? set.evidence?.[0])?.id ?? null;
  return (
    <>
      <h3>Against other ways to group them</h3>
      <p class="quiet">
        Here each method was drawn again only a few times, on resamples of its own, to compare methods: how well the weakest group comes back differs from the table above, by which the number of groups was chosen.
      </p>
      <div class="scroll" tabIndex={0} role="group" aria-label="Other ways to group the same customers">
        <table>
          <thead>
            <tr>
              {["Method", "Groups", "Weakest comes back (few resamples)", "Halves agree", "Gain in prediction", "In words"].map((title, place) => (
                <th key={title} scope="col" class={place > 0 && place < 5 ? "number" : ""}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {set.rivals.map((rival) => (
              <Row key={rival.method} rival={rival} evidence={evidence} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
