import { Cell } from "./cell";
import { NoStep } from "./no-data";
import type { Column, Sheet } from "./sheet";

function StepPart({ sheet, column, place }: { readonly sheet: Sheet; readonly column: Column; readonly place: number }) {
  const { stage, step } = column;
  if (!step) {
    return (
      <li class="step-part unseen">
        <p class="eyebrow">{stage.title}</p>
        <NoStep fewer={sheet.fewer(stage.id)} />
      </li>
    );
  }
  return (
    <li class="step-part">
      <p class="eyebrow">{stage.title}</p>
      <h3>{step.title}</h3>
      <dl>
        {sheet.lanes.map((lane) => (
          <div class="row" key={lane.id}>
            <dt>{lane.title}</dt>
            <dd>
              <Cell sheet={sheet} lane={lane} step={step} place={place} />
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

/** The map as a list of steps, where a screen is too narrow for a grid. */
export function StepList({ sheet }: { readonly sheet: Sheet }) {
  return (
    <ol class="step-list" aria-label={`${sheet.journey.title}, step by step`}>
      {sheet.columns.map((column, place) => (
        <StepPart key={column.step?.id ?? column.stage.id} sheet={sheet} column={column} place={place} />
      ))}
    </ol>
  );
}
