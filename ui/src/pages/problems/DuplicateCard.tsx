// One duplicate: the extensions side by side, which one is used and by which rule, and the choice.

import { Badge, Body1, Button, Caption1, makeStyles, mergeClasses, Subtitle2, tokens } from "@fluentui/react-components";
import { LineText } from "../../components/states";
import { useBoard, useFormat, useSay, useSend } from "../../components/window";
import { Checkmark16Filled } from "../../components/icons";
import type { DuplicateChoice, Problem } from "../../generated";
import { problemWords } from "../../model/problems";

const useStyles = makeStyles({
  card: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalXL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  sides: { display: "grid", gridTemplateColumns: "repeat(auto-fit, minmax(230px, 1fr))", gap: tokens.spacingHorizontalM },
  side: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  used: { border: `2px solid ${tokens.colorBrandStroke1}`, padding: `calc(${tokens.spacingHorizontalL} - 1px)` },
  head: { display: "flex", justifyContent: "space-between", alignItems: "center", gap: tokens.spacingHorizontalS, minHeight: "24px" },
  quiet: { color: tokens.colorNeutralForeground3, overflowWrap: "anywhere" },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  grow: { flex: 1 },
});

export type Duplicate = Extract<Problem, { kind: "duplicate-email" }>;

export function DuplicateCard({ problem }: { problem: Duplicate }) {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const board = useBoard();
  const { title, body, remedy } = problemWords(problem, say, useFormat());
  const choose = (choice: DuplicateChoice | null) => send({ kind: "choose-duplicate", user: problem.user, choice });
  const combined = problem.used.length > 1;
  return (
    <article className={styles.card} data-testid="problem-duplicate-email" data-user={problem.user}>
      <div>
        <Subtitle2 as="h3" style={{ margin: 0 }}>
          {title}
        </Subtitle2>
        <Body1 as="p" block style={{ margin: "4px 0 0" }}>
          {body}
        </Body1>
      </div>
      <div className={styles.sides}>
        {problem.extensions.map((extension) => {
          const row = board.get(extension);
          const used = problem.used.includes(extension);
          return (
            <div key={extension} className={mergeClasses(styles.side, used && styles.used)} data-testid={`duplicate-${extension}`} data-used={used}>
              <div className={styles.head}>
                <Body1>
                  <strong>{extension}</strong>
                </Body1>
                {used ? (
                  <Badge appearance="tint" color="brand" icon={<Checkmark16Filled />}>
                    {say("duplicate-used")}
                  </Badge>
                ) : (
                  <Badge appearance="outline" color="informative">
                    {say("duplicate-unused")}
                  </Badge>
                )}
              </div>
              <Body1>{row?.name ?? ""}</Body1>
              <Caption1 className={styles.quiet}>{row?.email ?? problem.email}</Caption1>
              {row && <LineText line={row.line} />}
              <span className={styles.grow} />
              <div>
                <Button
                  size="small"
                  disabled={used && !combined && problem.rule.kind === "chosen"}
                  onClick={() => choose({ kind: "use-extension", extension })}
                  data-testid={`use-${extension}`}
                >
                  {say("duplicate-use")}
                </Button>
              </div>
            </div>
          );
        })}
      </div>
      <div className={styles.actions}>
        <Button disabled={combined && problem.rule.kind === "chosen"} onClick={() => choose({ kind: "combine" })} data-testid="combine">
          {say("duplicate-combine")}
        </Button>
        <Button disabled={problem.used.length === 0 && problem.rule.kind === "chosen"} onClick={() => choose({ kind: "leave-out" })} data-testid="leave-out">
          {say("duplicate-leave-out")}
        </Button>
        {problem.rule.kind === "chosen" && (
          <Button appearance="subtle" onClick={() => choose(null)} data-testid="back-to-rule">
            {say("duplicate-back-to-rule")}
          </Button>
        )}
      </div>
      <Caption1 className={styles.quiet}>{remedy}</Caption1>
    </article>
  );
}
