import type { Voices } from "../../model/documents";
import { FigureButton } from "../../ui/figure";
import { Section } from "../../ui/section";

const FITS = [
  ["rankCorrelation", "uncalibratedRankCorrelation", "Rank correlation with ratings"],
  ["auc", "uncalibratedAuc", "Low and high ratings told apart (AUC)"],
] as const;

/** How sentiment was calibrated, or that it was not. */
export function ScaleSection({ page }: { readonly page: Voices }) {
  const scale = page.sentiment;
  const number = (key: (typeof FITS)[number][0 | 1], what: string) => (
    <FigureButton figure={{ value: scale[key] ?? null, unit: "ratio", n: scale.ratedTexts, evidence: "evd_voices-scale" }} name="voices.scale" what={what} keys={{ key }} basis="inferred" />
  );
  return (
    <Section id="scale" title={scale.calibrated ? "Sentiment is calibrated" : "Sentiment is not calibrated"}>
      <p>{scale.says}</p>
      <p>
        <FigureButton figure={{ value: scale.ratedTexts, unit: "texts", evidence: "evd_voices-rated" }} name="voices.count" what="Rated texts" keys={{ key: "ratedTexts" }} basis="reported" /> rated texts;{" "}
        <FigureButton figure={{ value: scale.needed, unit: "texts", evidence: "evd_voices-rated" }} name="voices.count" what="Rated texts needed" keys={{ key: "needed" }} basis="assumed" /> are needed.
      </p>
      {scale.calibrated && (
        <table class="fits">
          <thead>
            <tr>
              <th scope="col">How well it fits texts it had not seen</th>
              <th scope="col" class="number">Calibrated</th>
              <th scope="col" class="number">Not calibrated</th>
            </tr>
          </thead>
          <tbody>
            {FITS.map(([own, before, title]) => (
              <tr key={own}>
                <th scope="row">{title}</th>
                <td class="number">{number(own, title)}</td>
                <td class="number">{number(before, `${title}, not calibrated`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

/** Texts in each language. */
export function LanguageSection({ page }: { readonly page: Voices }) {
  const found = Object.entries(page.languages ?? {}).sort((a, b) => b[1] - a[1]);
  return (
    <Section id="languages" title="Languages">
      <dl class="facts">
        {found.map(([language, texts]) => (
          <div class="row" key={language}>
            <dt>{language}</dt>
            <dd>
              <FigureButton figure={{ value: texts, unit: "texts", n: page.texts, evidence: language === "other" ? "evd_voices-other" : "evd_voices-language" }} name="voices.language" what={`Texts: ${language}`} keys={{ language }} basis="inferred" />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
