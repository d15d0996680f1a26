// Draws a chart: axes, series, and the numbers of the interval under the pointer.

import { makeStyles, tokens } from "@fluentui/react-components";
import { AxisBottom, AxisLeft } from "@visx/axis";
import { GridRows } from "@visx/grid";
import { scaleLinear, scaleTime } from "@visx/scale";
import { Area, Line, LinePath } from "@visx/shape";
import { useRef, useState, type PointerEvent } from "react";
import { useWidth } from "../../components/width";
import { useFormat, useSay } from "../../components/window";
import { fullHours, runs, type Chart, type Series } from "../../model/statistics";
import { STROKES } from "./strokes";

const MARGIN = { top: 8, right: 12, bottom: 24, left: 52 };

const useStyles = makeStyles({
  frame: { position: "relative", width: "100%" },
  chart: { display: "block", width: "100%" },
  note: {
    position: "absolute",
    top: 0,
    pointerEvents: "none",
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow8,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    whiteSpace: "nowrap",
    fontVariantNumeric: "tabular-nums",
  },
  time: { fontWeight: tokens.fontWeightSemibold },
});

const LABEL = { fill: tokens.colorNeutralForeground3, fontSize: 11, fontFamily: tokens.fontFamilyBase };

export interface PlotProps {
  chart: Chart;
  height: number;
  /** What the picture says, for whoever does not see it. */
  label: string;
}

interface Point {
  at: number;
  value: number;
}

export default function Plot({ chart, height, label }: PlotProps) {
  const styles = useStyles();
  const format = useFormat();
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame, 480);
  const [pointed, setPointed] = useState<number | null>(null);
  const { times, until, series } = chart;
  const first = times[0] ?? 0;
  const right = Math.max(MARGIN.left + 1, width - MARGIN.right);
  const x = scaleTime({ domain: [first, until], range: [MARGIN.left, right] });
  const highest = Math.max(1, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const y = scaleLinear({ domain: [0, highest], range: [height - MARGIN.bottom, MARGIN.top], nice: 4 });
  const whole = chart.unit === "count" ? y.ticks(4).filter(Number.isInteger) : y.ticks(4);

  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const at = x.invert(event.clientX - event.currentTarget.getBoundingClientRect().left).getTime();
    const index = times.findLastIndex((time) => time <= at);
    setPointed(index === -1 || at >= until ? null : index);
  };

  return (
    <div ref={frame} className={styles.frame} style={{ height }}>
      <svg className={styles.chart} height={height} role="img" aria-label={label} onPointerMove={onPointerMove} onPointerLeave={() => setPointed(null)}>
        <GridRows scale={y} width={right - MARGIN.left} left={MARGIN.left} tickValues={whole} stroke={tokens.colorNeutralStroke3} strokeOpacity={0.7} />
        {series.map((each) => (
          <SeriesLines key={each.name} series={each} chart={chart} x={(at) => x(at)} y={(value) => y(value)} floor={height - MARGIN.bottom} />
        ))}
        {pointed !== null && (
          <Line
            from={{ x: x(middle(chart, pointed)), y: MARGIN.top }}
            to={{ x: x(middle(chart, pointed)), y: height - MARGIN.bottom }}
            stroke={tokens.colorNeutralStroke1}
            pointerEvents="none"
          />
        )}
        <AxisLeft
          scale={y}
          left={MARGIN.left}
          tickValues={whole}
          tickFormat={(value) => (chart.unit === "milliseconds" && Number(value) > 0 ? format.duration(Number(value)) : format.number(Number(value)))}
          hideAxisLine
          hideTicks
          tickLabelProps={{ ...LABEL, textAnchor: "end", dx: -2, dy: 4 }}
        />
        <AxisBottom
          scale={x}
          top={height - MARGIN.bottom}
          tickValues={fullHours(first, until, width < 480 ? 6 : 4).map((at) => new Date(at))}
          tickFormat={(value) => format.clock(Number(value))}
          stroke={tokens.colorNeutralStroke1}
          tickStroke={tokens.colorNeutralStroke1}
          tickLength={4}
          tickLabelProps={{ ...LABEL, textAnchor: "middle", dy: 2 }}
        />
      </svg>
      {pointed !== null && <Note chart={chart} index={pointed} at={x(middle(chart, pointed))} width={width} />}
    </div>
  );
}

function middle({ times, until }: Chart, index: number): number {
  const from = times[index] ?? 0;
  return (from + (times[index + 1] ?? until)) / 2;
}

interface SeriesLinesProps {
  series: Series;
  chart: Chart;
  x: (at: number) => number;
  y: (value: number) => number;
  /** Where zero is drawn. */
  floor: number;
}

function SeriesLines({ series: { name, shape, values }, chart, x, y, floor }: SeriesLinesProps) {
  const { colour, dashes } = STROKES[name];
  const stroke = { stroke: colour, strokeWidth: shape === "rule" ? 1.5 : 2, strokeLinejoin: "round" as const, ...(dashes === undefined ? {} : { strokeDasharray: dashes }) };
  const place = { x: ({ at }: Point) => x(at), y: ({ value }: Point) => y(value) };
  if (shape === "rule") {
    const value = values[0] ?? 0;
    return <Line from={{ x: x(chart.times[0] ?? 0), y: y(value) }} to={{ x: x(chart.until), y: y(value) }} {...stroke} />;
  }
  if (shape === "line") {
    return runs(values).map(({ start, values: run }) => {
      const points = run.map((value, index): Point => ({ at: middle(chart, start + index), value }));
      // A single interval has no line; it is drawn as a dot.
      if (points.length === 1) return points.map((point) => <circle key={start} cx={place.x(point)} cy={place.y(point)} r={2} fill={colour} />);
      return <LinePath key={start} data={points} {...place} {...stroke} />;
    });
  }
  // Each interval from its beginning to its end.
  const points = values.flatMap((value, index): Point[] => [
    { at: chart.times[index] ?? 0, value: value ?? 0 },
    { at: chart.times[index + 1] ?? chart.until, value: value ?? 0 },
  ]);
  if (name === "failures") return <LinePath data={points} {...place} {...stroke} />;
  return (
    <>
      <Area data={points} x={place.x} y0={floor} y1={place.y} fill={colour} fillOpacity={0.14} />
      <LinePath data={points} {...place} {...stroke} />
    </>
  );
}

function Note({ chart, index, at, width }: { chart: Chart; index: number; at: number; width: number }) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const isLeft = at > width / 2;
  const tell = (value: number | null) => (value === null ? say("none") : chart.unit === "milliseconds" ? format.duration(value) : format.number(value));
  return (
    <div className={styles.note} style={isLeft ? { right: width - at + 8 } : { left: at + 8 }} aria-hidden>
      <div className={styles.time}>
        {format.clock(chart.times[index] ?? 0)} – {format.clock(chart.times[index + 1] ?? chart.until)}
      </div>
      {chart.series.map(({ name, values }) => (
        <div key={name}>
          {say(`series-${name}`)}: {tell(values[index] ?? null)}
        </div>
      ))}
    </div>
  );
}
