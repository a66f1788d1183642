import type { AnsweredGroup, AnsweredQuestion, AnswerFigures } from "../../model/documents";
import { Bar } from "../../ui/bars";
import { FigureButton } from "../../ui/figure";
import { isWeighted, keysOf, nameOf, scored } from "./told";

/** Said wherever shares of weights stand beside counts. */
export const WEIGHTED = "Shares are weighted; answers are counted as they were given.";

type Part = "shares" | "bands";

interface OneProps {
  readonly question: AnsweredQuestion;
  readonly group: AnsweredGroup;
  readonly one: AnswerFigures;
  readonly part: Part;
}

export function ShareButton({ question, group, one, part }: OneProps) {
  return (
    <FigureButton figure={one.share} name={`answers.${part === "bands" ? "band" : "share"}`} what={`Share of “${one.answer}”, ${nameOf(group)}`} keys={keysOf(question, group, one.answer)} basis="reported" withInterval />
  );
}

function CountButton({ question, group, one, part }: OneProps) {
  return (
    <FigureButton figure={one.count} name={`answers.${part === "bands" ? "band-count" : "count"}`} what={`Answers “${one.answer}”, ${nameOf(group)}`} keys={keysOf(question, group, one.answer)} basis="reported" />
  );
}

export function AnswersButton({ question, group }: { readonly question: AnsweredQuestion; readonly group: AnsweredGroup }) {
  if (!group.answers) return <span class="nodata">no data</span>;
  return <FigureButton figure={group.answers} name="answers.n" what={`Answers, ${nameOf(group)}`} keys={keysOf(question, group)} basis="reported" />;
}

interface ScoreProps {
  readonly question: AnsweredQuestion;
  readonly group: AnsweredGroup;
  readonly big?: boolean;
}

export function ScoreButton({ question, group, big }: ScoreProps) {
  if (!group.score) return <span class="nodata">no data</span>;
  return (
    <FigureButton figure={scored(question, group.score)} name="answers.score" what={`${question.score ?? "Score"}, ${nameOf(group)}`} keys={keysOf(question, group)} basis="reported" class={big ? "big" : ""} withInterval />
  );
}

interface TableProps {
  readonly question: AnsweredQuestion;
  readonly group: AnsweredGroup;
  readonly part: Part;
  readonly title: string;
}

/** Each answer with its share, its interval and how often it was given. */
export function ShareTable({ question, group, part, title }: TableProps) {
  const rows = group[part] ?? [];
  const most = Math.max(0.01, ...rows.map((one) => one.share.value ?? 0));
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={title}>
      <table class="said">
        <thead>
          <tr>
            <th scope="col">{part === "bands" ? "Band" : "Answer"}</th>
            <th scope="col" class="number">{isWeighted([group]) ? "Share, weighted" : "Share"}</th>
            <th scope="col" class="bars"><span class="unseen-word">Bars</span></th>
            <th scope="col" class="number">Answers</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.answer}>
              <th scope="row">{one.answer}</th>
              {one.share.suppressed ? (
                <td colSpan={3}><ShareButton question={question} group={group} one={one} part={part} /></td>
              ) : (
                <>
                  <td class="number"><ShareButton question={question} group={group} one={one} part={part} /></td>
                  <td class="bars"><Bar value={one.share.value} most={most} /></td>
                  <td class="number"><CountButton question={question} group={group} one={one} part={part} /></td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface BesideProps {
  readonly question: AnsweredQuestion;
  readonly groups: readonly AnsweredGroup[];
  readonly label: string;
}

function Answered({ question, groups, part }: BesideProps & { readonly part: Part }) {
  const names = (groups.find((one) => one[part]?.length)?.[part] ?? []).map((one) => one.answer);
  return (
    <>
      {names.map((answer) => (
        <tr key={`${part} ${answer}`}>
          <th scope="row">{answer}</th>
          {groups.map((group, place) => {
            const one = group[part]?.find((each) => each.answer === answer);
            return <td key={place} class="number">{one ? <ShareButton question={question} group={group} one={one} part={part} /> : <span class="nodata">no data</span>}</td>;
          })}
        </tr>
      ))}
    </>
  );
}

/** Groups side by side: answers, score, bands, each answer. */
export function BesideTable(props: BesideProps) {
  const { question, groups, label } = props;
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={label}>
      <table class="said beside-groups">
        {isWeighted(groups) && <caption>{WEIGHTED}</caption>}
        <thead>
          <tr>
            <th scope="col">Answer</th>
            {groups.map((group, place) => (
              <th key={place} scope="col" class="number">{nameOf(group)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {question.score && (
            <tr>
              <th scope="row">{question.score.replace(`: ${question.question}`, "")}</th>
              {groups.map((group, place) => <td key={place} class="number"><ScoreButton question={question} group={group} /></td>)}
            </tr>
          )}
          {groups.some((one) => one.answers) && (
            <tr>
              <th scope="row">Answers</th>
              {groups.map((group, place) => <td key={place} class="number"><AnswersButton question={question} group={group} /></td>)}
            </tr>
          )}
          <Answered {...props} part="bands" />
          <Answered {...props} part="shares" />
        </tbody>
      </table>
    </div>
  );
}
