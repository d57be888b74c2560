// Draws each figure.chart from the JSON inside it. Colours come from the style sheet, numbers are formatted by the report's writer.
(() => {
  'use strict';

  const DASHES = ['solid', 'dashed', 'dotted'];
  const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond'];
  const CROWDED = 40; // points from which symbols would hide the line
  const FEW = 6; // names of layers that fit side by side

  const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const lines = (chart, series) => ({
    name: series.name,
    type: 'line',
    data: series.values,
    symbol: SYMBOLS[series.colour % SYMBOLS.length],
    symbolSize: 6,
    showSymbol: chart.at.length <= CROWDED,
    lineStyle: { width: 2, type: DASHES[series.colour % DASHES.length] },
  });

  const bars = (chart, series) => ({
    name: series.name,
    type: 'bar',
    data: series.values,
    barMaxWidth: 22,
    barGap: '10%',
    barCategoryGap: '25%',
  });

  // Nice steps of an axis can end beyond the largest share there is.
  const percentMax = extent =>
    extent.max > 99 || (extent.max > 90 && extent.max - extent.min > 50) ? 100 : null;

  const common = () => {
    const ink = style('--ink');
    const rule = style('--rule');
    return {
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 4, right: 16, top: 10, bottom: 8, containLabel: true },
      legend: { show: false },
      tooltip: {
        confine: true,
        backgroundColor: style('--card'),
        borderColor: rule,
        textStyle: { color: ink, fontSize: 12 },
      },
    };
  };

  const scatter = (chart, width) => {
    const soft = style('--soft');
    const columns = Array.from({ length: chart.x.high - chart.x.low + 1 }, (_, i) => String(chart.x.low + i));
    const line = { show: true, lineStyle: { color: soft } };
    const base = common();
    return {
      ...base,
      tooltip: {
        ...base.tooltip,
        formatter: point => echarts.format.encodeHTML(
          `${chart.x.title} ${columns[point.value[0]]}, ${chart.y.title} ${point.value[1].toLocaleString('en')}`),
      },
      xAxis: { type: 'category', data: columns, axisLine: line, axisLabel: { color: soft } },
      yAxis: {
        type: 'value',
        min: chart.y.low,
        max: Math.max(chart.y.high, chart.y.low + 1),
        minInterval: 1,
        axisLine: line,
        splitLine: { show: false },
        axisLabel: { color: soft, showMaxLabel: false, formatter: value => value.toLocaleString('en') },
      },
      series: [{
        type: 'scatter',
        data: chart.points.map(([x, y]) => [x - chart.x.low, y]),
        symbol: 'rect',
        symbolSize: [Math.max(2, Math.min(24, width * 0.5 / columns.length)), 2],
        itemStyle: { color: style('--slot-' + chart.colour) },
      }],
    };
  };

  const option = (chart, width) => {
    if (chart.kind === 'SCATTER') {
      return scatter(chart, width);
    }
    const soft = style('--soft');
    const rule = style('--rule');
    const isBars = chart.kind === 'BARS';
    const isSlanted = isBars && chart.at.length > FEW;
    const slanted = isSlanted ? { rotate: 60, width: 110, overflow: 'truncate' } : {};
    const base = common();
    return {
      ...base,
      grid: { ...base.grid, left: isSlanted ? 24 : 4 },
      tooltip: { ...base.tooltip, trigger: 'axis', axisPointer: { type: isBars ? 'shadow' : 'line' } },
      xAxis: {
        type: 'category',
        data: chart.at,
        boundaryGap: isBars || chart.at.length === 1,
        axisLine: { lineStyle: { color: soft } },
        axisTick: { alignWithLabel: true },
        axisLabel: isBars ? { color: soft, interval: 0, ...slanted } : { color: soft },
      },
      yAxis: {
        type: chart.log ? 'log' : 'value',
        scale: !isBars,
        max: chart.quantity === 'PERCENT' ? percentMax : null,
        axisLabel: { color: soft },
        splitLine: { lineStyle: { color: rule } },
      },
      series: chart.series.map(series => ({
        ...(isBars ? bars : lines)(chart, series),
        itemStyle: { color: style('--slot-' + series.colour) },
        tooltip: { valueFormatter: (value, index) => series.texts[index] },
      })),
    };
  };

  const draw = figure => {
    const chart = JSON.parse(figure.querySelector('script').textContent);
    const frame = figure.querySelector('.plot');
    const plot = echarts.init(frame, null, { renderer: 'svg' });
    const redraw = () => plot.setOption(option(chart, plot.getWidth()));
    redraw();
    new ResizeObserver(() => {
      plot.resize();
      redraw();
    }).observe(frame);
    figure.querySelectorAll('.legend button').forEach((button, i) => button.addEventListener('click', () => {
      const shown = button.getAttribute('aria-pressed') !== 'true';
      button.setAttribute('aria-pressed', shown);
      plot.dispatchAction({ type: shown ? 'legendSelect' : 'legendUnSelect', name: chart.series[i].name });
    }));
    const fit = () => {
      plot.dispatchAction({ type: 'hideTip' });
      redraw();
      plot.resize();
    };
    return { redraw, fit };
  };

  const plots = [...document.querySelectorAll('figure.chart')].map(draw);

  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => plots.forEach(plot => plot.redraw()));

  // Paper is white and cannot be unfolded: print in light colours with every table open.
  let opened = [];
  addEventListener('beforeprint', () => {
    document.documentElement.dataset.print = '';
    opened = [...document.querySelectorAll('details:not([open])')];
    opened.forEach(details => { details.open = true; });
    plots.forEach(plot => plot.fit());
  });
  addEventListener('afterprint', () => {
    delete document.documentElement.dataset.print;
    opened.forEach(details => { details.open = false; });
    plots.forEach(plot => plot.fit());
  });
})();
