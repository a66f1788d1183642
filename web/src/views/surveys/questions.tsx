import type { AnsweredQuestion } from "../../model/documents";
import { href } from "../../router";
import { grouped } from "../../ui/order";
import { Section } from "../../ui/section";
import { Spread } from "../../ui/spread";
import { AnswersButton, ScoreButton } from "./shares";
import { everybody, KINDS, reach } from "./told";

function Row({ question }: { readonly question: AnsweredQuestion }) {
  const all = everybody(question);
  const [least, most] = reach(question);
  return (
    <tr>
      <th scope="row">
        <a href={href("surveys", question.question)}>{question.question}</a>
        <span class="role quiet">{[KINDS[question.kind], question.touchpoint].filter(Boolean).join(" · ")}</span>
      </th>
      <td class="number">{all ? <AnswersButton question={question} group={all} /> : <span class="nodata">no data</span>}</td>
      {all?.score ? (
        <>
          <td class="number"><ScoreButton question={question} group={all} /></td>
          <td class="bars"><Spread value={all.score.value} lo={all.score.lo} hi={all.score.hi} least={least} most={most} /></td>
        </>
      ) : (
        <td colSpan={2} class="quiet">shares of its answers</td>
      )}
    </tr>
  );
}

/** Every question that has answers to count; a table for each survey. */
export function QuestionTables({ questions }: { readonly questions: readonly AnsweredQuestion[] }) {
  return (
    <>
      {[...grouped(questions, (one) => one.survey ?? "Survey")].map(([survey, own], place) => (
        <Section key={survey} id={`survey-${place}`} title={survey}>
          <div class="scroll" tabIndex={0} role="group" aria-label={`Questions of ${survey}`}>
            <table class="said">
              <thead>
                <tr>
                  <th scope="col">Question</th>
                  <th scope="col" class="number">Answers</th>
                  <th scope="col" class="number">Score</th>
                  <th scope="col" class="bars"><span class="unseen-word">On its scale</span></th>
                </tr>
              </thead>
              <tbody>
                {own.map((one) => (
                  <Row key={one.question} question={one} />
                ))}
              </tbody>
            </table>
          </div>
        </Section>
      ))}
    </>
  );
}
