// Looks something up with the program behind the window, and forgets answers that come too late.

import { useEffect, useState } from "react";
import { useHost } from "../../components/window";
import type { Answer as Told, FoundUser, Question } from "../../generated";

export type Asked<T> = { kind: "asking" } | { kind: "failed" } | ({ kind: "answered" } & T);
export type Answer = Asked<{ users: FoundUser[] }>;

const ASKING = { kind: "asking" } as const;

/** Asks again whenever the question is another; `null` asks nothing. The question is sent after `pause` milliseconds. */
export function useAsked(question: Question | null, pause = 0): Asked<{ told: Told }> {
  const host = useHost();
  const asked = question === null ? "" : JSON.stringify(question);
  const [known, setKnown] = useState<{ asked: string; answer: Asked<{ told: Told }> }>({ asked: "", answer: ASKING });
  useEffect(() => {
    if (asked === "") return undefined;
    let wanted = true;
    const tell = (answer: Asked<{ told: Told }>) => wanted && setKnown({ asked, answer });
    const timer = setTimeout(() => {
      host.ask(JSON.parse(asked) as Question).then(
        (told) => tell({ kind: "answered", told }),
        () => tell({ kind: "failed" }),
      );
    }, pause);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [host, asked, pause]);
  return known.asked === asked ? known.answer : ASKING;
}

/** Asks for users of the tenant. */
export function useAnswer(question: Question | null, pause = 0): Answer {
  const answer = useAsked(question, pause);
  if (answer.kind !== "answered") return answer;
  return answer.told.kind === "users" ? { kind: "answered", users: answer.told.users } : { kind: "failed" };
}
