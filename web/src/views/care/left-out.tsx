import type { Absent, Care, LeftOut } from "../../model/documents";
import { Bar, PairBars } from "../../ui/bars";
import { More } from "../../ui/more";
import { grouped } from "../../ui/order";
import { Section } from "../../ui/section";
import { CareFigure, CareTable, Verdict, Words } from "./parts";
import { placed, wayOf } from "./told";

function AbsentRow({ one, place }: { readonly one: Absent; readonly place: number }) {
  return (
    <tr>
      <th scope="row">{one.why}<span class="role quiet">{one.source ? `${one.unit} of ${one.source}` : one.unit}</span></th>
      <td class="number"><CareFigure figure={one.share} at={`absent.${place}.share`} what={`${one.unit ?? "customers"} ${one.why}`} /></td>
      <td class="bars"><Bar value={one.share.value} most={1} /></td>
      <td class="advice"><Words text={one.advice} /></td>
    </tr>
  );
}

function LevelRow({ one, place }: { readonly one: LeftOut; readonly place: number }) {
  const whose = `${one.label}: ${one.level}`;
  return (
    <tr>
      <th scope="row">{whose}{one.sensitive && <span class="role quiet">sensitive</span>}</th>
      <td><Verdict finding={one.finding} words="left out" /></td>
      <td class="number"><CareFigure figure={one.share} at={`leftOut.${place}.share`} what={`${one.way}, ${whose}`} /></td>
      <td class="number"><CareFigure figure={one.others} at={`leftOut.${place}.others`} what={`${one.way}, all customers but ${whose}`} /></td>
      <td class="bars"><PairBars here={one.share.value} elsewhere={one.others.value} most={1} /></td>
    </tr>
  );
}

type Placed = readonly (readonly [LeftOut, number])[];

function Levels({ rows, label }: { readonly rows: Placed; readonly label: string }) {
  return (
    <CareTable label={label} heads={[["Group"], ["Finding"], ["Of them", "number"], ["Of all others", "number"], ["Bars: of them, of all others", "bars"]]}>
      {rows.map(([one, place]) => <LevelRow key={place} one={one} place={place} />)}
    </CareTable>
  );
}

/** The groups that are left out in one way, and one step away those that are not. */
function Way({ way, rows }: { readonly way: LeftOut["way"]; readonly rows: Placed }) {
  const told = rows.filter(([one]) => one.finding);
  const further = rows.filter(([one]) => !one.finding);
  return (
    <div>
      <h3>{wayOf(way)}</h3>
      {told.length > 0 ? <Levels rows={told} label={wayOf(way)} /> : <p class="quiet">No group is left out here.</p>}
      {further.length > 0 && (
        <More title={`Compared, and no finding: ${wayOf(way).toLowerCase()}`}>
          <Levels rows={further} label={`${wayOf(way)}, no finding`} />
        </More>
      )}
    </div>
  );
}

/** Whom the numbers do not speak of, and which groups are rarer in them. */
export function LeftOutSection({ page }: { readonly page: Care }) {
  const absent = page.absent ?? [];
  const ways = [...grouped(placed(page.leftOut ?? []), ([one]) => one.way)];
  return (
    <Section id="care-left-out" title="Who is left out">
      <p>Numbers speak of those who are in them. A group is named as left out when its customers are in at most four of five times as often as all others, beyond chance.</p>
      {absent.length > 0 ? (
        <CareTable label="Who is not in the numbers" heads={[["Not in the numbers"], ["Share", "number"], ["Bars", "bars"], ["What to do", "advice"]]}>
          {absent.map((one, place) => <AbsentRow key={`${one.why} ${one.source}`} one={one} place={place} />)}
        </CareTable>
      ) : (
        <p class="nodata">Nobody that the sources tell of is missing. Whom they do not tell of cannot be counted: <code>folkways gaps</code> names what was never asked.</p>
      )}
      {ways.map(([way, rows]) => <Way key={way} way={way} rows={rows} />)}
      {ways.length === 0 && <p class="nodata">No group could be held against all others: no trait is known of enough customers. Map traits of customers in <code>folkways.toml</code>, then <code>folkways build</code>.</p>}
    </Section>
  );
}
