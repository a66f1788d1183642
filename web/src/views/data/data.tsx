import type { Measures, QualityReport, QualityRow } from "../../model/documents";
import { usePage } from "../../sync/pages";
import { Cited } from "../../ui/cited";
import { Loaded } from "../../ui/loaded";
import { grouped } from "../../ui/order";
import { useTitle } from "../../ui/title";
import { LookAtFile } from "./look";
import { MeasureTables } from "./measures";
import { evidenceOf } from "./row-evidence";
import { SourceSection } from "./source";

function Report({ report }: { readonly report: QualityReport }) {
  const sources = [...grouped(report.rows, (row: QualityRow) => row.source)];
  return (
    <Cited evidence={report.rows.map(evidenceOf)}>
      {sources.map(([source, rows]) => (
        <SourceSection key={source} source={source} rows={rows} />
      ))}
    </Cited>
  );
}

export function DataScreen() {
  useTitle("Data");
  const quality = usePage<QualityReport>("/api/quality");
  const measures = usePage<Measures>("/api/measures");
  return (
    <>
      <div class="page-head">
        <h1>Data</h1>
        <p class="lede">What was read, what did not fit and why, what is missing, and what is measured from the rest.</p>
      </div>
      <LookAtFile />
      <Loaded of={quality} part>{(report) => <Report report={report} />}</Loaded>
      <Loaded of={measures} part>{(page) => <MeasureTables page={page} />}</Loaded>
    </>
  );
}
