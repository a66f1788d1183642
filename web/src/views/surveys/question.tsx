import { spoken } from "../../format/number";
import type { AnsweredQuestion, Answers } from "../../model/documents";
import { href } from "../../router";
import { Refused } from "../../sync/host";
import { usePage } from "../../sync/pages";
import { Cited } from "../../ui/cited";
import { Loaded, Problem } from "../../ui/loaded";
import { Section } from "../../ui/section";
import { useTitle } from "../../ui/title";
import { TrendChart } from "../../ui/trend";
import { AnswersButton, BesideTable, ScoreButton, ShareTable, WEIGHTED } from "./shares";
import { everybody, groupsOf, isWeighted, KINDS, nameOf, scored, trendOf } from "./told";

function Head({ question }: { readonly question: AnsweredQuestion }) {
  const all = everybody(question);
  return (
    <>
      <div class="page-head">
        <p class="eyebrow">
          <a href={href("surveys")}>Surveys</a> · {[question.survey, KINDS[question.kind], question.touchpoint].filter(Boolean).join(" · ")}
        </p>
        <h1>{question.question}</h1>
      </div>
      {all && (
        <ul class="headlines">
          {all.score && (
            <li>
              <ScoreButton question={question} group={all} big />
              <span class="headline-label">{question.score}</span>
            </li>
          )}
          <li>
            <AnswersButton question={question} group={all} />
            <span class="headline-label">answers</span>
          </li>
        </ul>
      )}
    </>
  );
}

function Trend({ question }: { readonly question: AnsweredQuestion }) {
  const groups = trendOf(question);
  if (groups.length === 0) return null;
  const by = groups[0]?.by === "month" ? "month" : "wave";
  const points = groups.flatMap((one) => (one.score ? [{ label: nameOf(one), figure: scored(question, one.score) }] : []));
  const unit = points[0]?.figure.unit ?? "";
  return (
    <Section id="trend" title={`By ${by}`}>
      <div class="beside">
        <TrendChart points={points} finding={`${question.score ?? "Score"} by ${by}, with 95% intervals.`} said={(value) => spoken(unit === "scale" ? Math.round(value * 100) / 100 : value, unit)} />
        <BesideTable question={question} groups={groups} label={`Answers by ${by}`} />
      </div>
    </Section>
  );
}

function ByPersona({ question }: { readonly question: AnsweredQuestion }) {
  const groups = groupsOf(question, "persona");
  if (groups.length === 0) return null;
  return (
    <Section id="personas" title="By persona">
      <BesideTable question={question} groups={groups} label="Answers by persona" />
    </Section>
  );
}

function Page({ question }: { readonly question: AnsweredQuestion }) {
  useTitle(question.question);
  const all = everybody(question);
  return (
    <>
      <Head question={question} />
      {all && (
        <Section id="answers" title="How it was answered">
          {all.bands?.length ? <ShareTable question={question} group={all} part="bands" title="Bands" /> : null}
          <ShareTable question={question} group={all} part="shares" title="Answers" />
          {isWeighted([all]) && <p class="quiet">{WEIGHTED}</p>}
          {question.kind === "multi" && <p class="quiet">Several answers were possible; shares add up to more than everybody.</p>}
        </Section>
      )}
      <Trend question={question} />
      <ByPersona question={question} />
    </>
  );
}

export function QuestionScreen({ question }: { readonly question: string }) {
  return (
    <Loaded of={usePage<Answers>("/api/answers")}>
      {(answers) => {
        const found = answers.questions.find((one) => one.question === question);
        if (!found) return <Problem why={new Refused("unknown-name", `No question “${question}” was answered.`, "Surveys lists all of them.")} />;
        return (
          <Cited evidence={answers.evidence ?? []} minCell={answers.minCell} window={answers.window}>
            <Page question={found} />
          </Cited>
        );
      }}
    </Loaded>
  );
}
