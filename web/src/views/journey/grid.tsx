import type { JourneyStage, Lane } from "../../model/documents";
import { grouped } from "../../ui/order";
import { Cell } from "./cell";
import { NoStep } from "./no-data";
import type { Column, Sheet } from "./sheet";
import type { GridFocus } from "./use-grid";

interface Props {
  readonly sheet: Sheet;
  readonly focus: GridFocus;
}

interface Span {
  readonly stage: JourneyStage;
  readonly first: number;
  readonly count: number;
  readonly unseen: boolean;
}

/** The stages with the columns that each takes; column 0 names the lanes. */
export function spans(columns: readonly Column[]): readonly Span[] {
  const groups = grouped(columns, (column) => column.stage);
  return [...groups].map(([stage, own]) => ({
    stage,
    first: columns.findIndex((column) => column.stage === stage) + 1,
    count: own.length,
    unseen: own[0]?.step === null,
  }));
}

function StageRow({ sheet, focus }: Props) {
  return (
    <tr role="row" class="stage-row">
      <td role="gridcell" {...focus.cell(0, 0)} class="corner">
        <span class="unseen-word">Stages</span>
      </td>
      {spans(sheet.columns).map(({ stage, first, count, unseen }) => (
        <th key={stage.id} role="columnheader" scope="colgroup" colSpan={count} class={unseen ? "unseen" : ""} {...focus.cell(0, first, count)}>
          <span class="stage-title">{stage.title}</span>
        </th>
      ))}
    </tr>
  );
}

function StepRow({ sheet, focus }: Props) {
  return (
    <tr role="row" class="step-row">
      <td role="gridcell" {...focus.cell(1, 0)} class="corner">
        <span class="unseen-word">Steps</span>
      </td>
      {sheet.columns.map(({ stage, step }, place) => (
        <th key={step?.id ?? stage.id} role="columnheader" scope="col" class={step ? "" : "unseen"} {...focus.cell(1, place + 1)}>
          {step ? step.title : <NoStep fewer={sheet.fewer(stage.id)} />}
          {step?.momentOfTruth && (
            <span class="truth" title="Moment of truth">
              <span aria-hidden="true"> ★</span>
              <span class="unseen-word"> (moment of truth)</span>
            </span>
          )}
        </th>
      ))}
    </tr>
  );
}

function LaneRow({ sheet, focus, lane, row }: Props & { readonly lane: Lane; readonly row: number }) {
  return (
    <tr role="row" class={`lane lane-${lane.type}`}>
      <th role="rowheader" scope="row" {...focus.cell(row, 0)}>
        {lane.title}
      </th>
      {sheet.columns.map(({ stage, step }, place) => (
        <td key={step?.id ?? stage.id} role="gridcell" class={step ? "" : "unseen"} {...focus.cell(row, place + 1)}>
          {step ? <Cell sheet={sheet} lane={lane} step={step} place={place} tabIndex={-1} /> : <NoStep fewer={sheet.fewer(stage.id)} />}
        </td>
      ))}
    </tr>
  );
}

/** The map as a real table: arrow keys move, E opens the evidence of a cell. */
export function Grid({ sheet, focus }: Props) {
  return (
    <div class="grid-scroll">
      <table
        role="grid"
        class="grid"
        aria-label={`${sheet.journey.title}: stages and steps by lanes`}
        aria-readonly="true"
        aria-keyshortcuts="E [ ]"
        ref={focus.grid}
        onKeyDown={focus.onKeyDown}
        onFocusIn={focus.onFocusIn}
      >
        <thead>
          <StageRow sheet={sheet} focus={focus} />
          <StepRow sheet={sheet} focus={focus} />
        </thead>
        <tbody>
          {sheet.lanes.map((lane, place) => (
            <LaneRow key={lane.id} sheet={sheet} focus={focus} lane={lane} row={place + 2} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
