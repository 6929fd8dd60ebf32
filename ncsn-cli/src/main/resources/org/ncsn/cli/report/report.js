'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const page = document.getElementById('page');
  const SVG = 'http://www.w3.org/2000/svg';
  const number = new Intl.NumberFormat('en', {maximumSignificantDigits: 4});
  const whole = new Intl.NumberFormat('en');

  // Text always goes in as text: what a run is called or says is never markup.
  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key === 'text') made.textContent = value;
      else if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
      else made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  }

  function drawn(name, attributes) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function section(title, ...children) {
    const made = element('section', {}, element('h2', {text: title}), ...children);
    page.append(made);
    return made;
  }

  function missing(text) { return element('p', {class: 'missing', text}); }

  function header() {
    document.title = data.name + ' - NCSN report';
    const top = element('header', {}, element('h1', {text: data.name}),
        element('p', {text: [data.runner, data.dataset, data.backend].filter(Boolean).join('  ·  ')}));
    if (data.comment) top.append(element('p', {class: 'comment', text: data.comment}));
    const part = data.steps ? Math.min(100, 100 * data.step / data.steps) : 0;
    page.append(top, element('div', {class: 'bar', title: number.format(part) + ' %'},
        element('span', {style: 'width:' + part + '%'})));
    const facts = element('div', {class: 'facts'});
    const fact = (value, label) => facts.append(element('div', {class: 'fact'},
        element('b', {text: value}), element('span', {text: label})));
    fact(whole.format(data.step), 'of ' + whole.format(data.steps) + ' steps');
    const last = data.curves.length ? data.curves[0].points.at(-1) : null;
    fact(last ? number.format(last[1]) : '-', 'loss at the end');
    fact(data.stepsPerSecond ? number.format(data.stepsPerSecond) : '-', 'steps a second');
    fact(data.stepsPerSecond ? number.format(data.stepsPerSecond * data.batch) : '-', 'samples a second');
    page.append(facts);
  }

  function ticks(low, high, log) {
    if (log) {
      const made = [];
      for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++)
        for (const unit of [1, 2, 5]) {
          const tick = unit * 10 ** power;
          if (tick >= low && tick <= high) made.push(tick);
        }
      return made.length > 9 ? made.filter((_, i) => i % 3 === 0) : made;
    }
    const rough = (high - low) / 5 || 1;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map(unit => unit * power).find(unit => unit >= rough);
    const made = [];
    for (let tick = Math.ceil(low / step) * step; tick <= high + step * 1e-9; tick += step) made.push(tick);
    return made;
  }

  // An exponential average that forgets about a twentieth of the curve.
  function smoothed(points) {
    if (points.length < 40) return points;
    const keep = Math.exp(-20 / points.length);
    let value = points[0][1];
    return points.map(point => [point[0], value = keep * value + (1 - keep) * point[1]]);
  }

  function chart(curves) {
    const box = {left: 50, right: 12, top: 10, bottom: 30};
    const colours = ['var(--first)', 'var(--second)', 'var(--soft)'];
    const positive = curves.every(curve => curve.points.every(point => point[1] > 0));
    let log = positive && curves.some(curve =>
        Math.max(...curve.points.map(p => p[1])) > 8 * Math.min(...curve.points.map(p => p[1])));
    const holder = element('div', {style: 'min-height:220px'});
    const told = element('div', {class: 'told', text: ' '});
    const toggle = element('button', {type: 'button', onclick: () => { log = !log; draw(); }});
    const smooth = curves.map(curve => smoothed(curve.points));

    function draw() {
      // One unit is one pixel, so that the axes can be read on a phone too.
      box.width = Math.max(280, holder.clientWidth || 1000);
      box.height = Math.max(220, Math.min(380, box.width * .42));
      toggle.textContent = log ? 'linear scale' : 'logarithmic scale';
      const all = curves.flatMap(curve => curve.points);
      const steps = [Math.min(...all.map(p => p[0])), Math.max(...all.map(p => p[0]))];
      if (steps[0] === steps[1]) steps[1]++;
      let low = Math.min(...all.map(p => p[1]));
      let high = Math.max(...all.map(p => p[1]));
      if (low === high) { low -= 1; high += 1; }
      const scale = log ? Math.log : (value => value);
      const x = step => box.left + (box.width - box.left - box.right) * (step - steps[0]) / (steps[1] - steps[0]);
      const y = value => box.top + (box.height - box.top - box.bottom)
          * (1 - (scale(value) - scale(low)) / (scale(high) - scale(low)));
      const svg = drawn('svg', {viewBox: `0 0 ${box.width} ${box.height}`, role: 'img', 'aria-label': curves.map(curve => curve.name).join(', ') + ' by step'});
      for (const tick of ticks(low, high, log)) {
        svg.append(drawn('line', {x1: box.left, x2: box.width - box.right, y1: y(tick), y2: y(tick), stroke: 'var(--grid)'}));
        const label = drawn('text', {x: box.left - 8, y: y(tick) + 4, 'text-anchor': 'end'});
        label.textContent = number.format(tick);
        svg.append(label);
      }
      for (const tick of ticks(steps[0], steps[1], false)) {
        if (x(tick) > box.width - 30) continue;
        const label = drawn('text', {x: x(tick), y: box.height - 8, 'text-anchor': 'middle'});
        label.textContent = whole.format(tick);
        svg.append(label);
      }
      const line = points => points.map((p, i) => (i ? 'L' : 'M') + x(p[0]).toFixed(1) + ' ' + y(p[1]).toFixed(1)).join('');
      curves.forEach((curve, i) => {
        svg.append(drawn('path', {d: line(curve.points), fill: 'none', stroke: colours[i], 'stroke-opacity': .22, 'stroke-width': 1}));
        if (curve.points.length < 40) {
          for (const p of curve.points) svg.append(drawn('circle', {cx: x(p[0]), cy: y(p[1]), r: 3, fill: colours[i]}));
        }
        svg.append(drawn('path', {d: line(smooth[i]), fill: 'none', stroke: colours[i], 'stroke-width': 2.2, 'stroke-linejoin': 'round'}));
      });
      const cursor = drawn('line', {y1: box.top, y2: box.height - box.bottom, stroke: 'var(--soft)', visibility: 'hidden'});
      svg.append(cursor);
      const nearest = (points, step) => points.reduce((best, p) => Math.abs(p[0] - step) < Math.abs(best[0] - step) ? p : best);
      svg.addEventListener('pointermove', event => {
        const area = svg.getBoundingClientRect();
        const at = (event.clientX - area.left) / area.width * box.width;
        const step = steps[0] + (at - box.left) / (box.width - box.left - box.right) * (steps[1] - steps[0]);
        const found = nearest(curves[0].points, step);
        cursor.setAttribute('x1', x(found[0]));
        cursor.setAttribute('x2', x(found[0]));
        cursor.setAttribute('visibility', 'visible');
        told.textContent = 'step ' + whole.format(found[0]) + ':  ' + curves.map((curve, i) => {
          const index = curve.points.indexOf(nearest(curve.points, step));
          const value = curve.points[index][1];
          return curve.name + ' ' + number.format(value) + (smooth[i] === curve.points ? '' : ' (smoothed ' + number.format(smooth[i][index][1]) + ')');
        }).join(',  ');
      });
      svg.addEventListener('pointerleave', () => { cursor.setAttribute('visibility', 'hidden'); told.textContent = ' '; });
      holder.replaceChildren(svg);
    }

    new ResizeObserver(draw).observe(holder);
    const legend = element('div', {class: 'legend'}, ...curves.map((curve, i) =>
        element('span', {}, element('i', {style: 'background:' + colours[i]}), curve.name)));
    const bar = element('div', {class: 'head'}, legend);
    if (positive) bar.append(toggle);
    return element('div', {}, holder, told, bar);
  }

  function figures(pictures) {
    return element('div', {class: 'shots'}, ...pictures.map(picture => element('figure', {},
        element('img', {src: picture.source, alt: 'step ' + picture.step, loading: 'lazy'}),
        element('figcaption', {text: 'step ' + whole.format(picture.step)}))));
  }

  function film(strip) {
    const count = strip.captions.length;
    const frame = () => element('div', {class: 'film'});
    const show = (node, index) => {
      node.style.backgroundImage = `url(${strip.source})`;
      node.style.backgroundSize = `${count * 100}% 100%`;
      node.style.backgroundPosition = `${count > 1 ? index / (count - 1) * 100 : 0}% 0`;
    };
    const screen = frame();
    const probe = new Image();
    probe.onload = () => {
      const ratio = `${probe.naturalWidth / count} / ${probe.naturalHeight}`;
      for (const node of [screen, ...thumbs]) node.style.aspectRatio = ratio;
    };
    const caption = element('div', {class: 'told'});
    const slider = element('input', {type: 'range', min: 0, max: count - 1, value: count - 1, 'aria-label': 'frame', oninput: () => go(+slider.value)});
    const chosen = [0, .2, .4, .6, .8, 1].map(part => Math.round(part * (count - 1)));
    const thumbs = chosen.map(index => { const node = frame(); show(node, index); node.addEventListener('click', () => go(index)); return node; });
    const go = index => {
      show(screen, index);
      slider.value = index;
      caption.textContent = strip.captions[index];
      thumbs.forEach((node, i) => node.classList.toggle('now', chosen[i] === index));
    };
    let timer = 0;
    const play = element('button', {type: 'button', text: 'play', onclick: () => {
      if (timer) { clearInterval(timer); timer = 0; play.textContent = 'play'; return; }
      if (+slider.value === count - 1) go(0);
      play.textContent = 'pause';
      timer = setInterval(() => {
        if (+slider.value < count - 1) { go(+slider.value + 1); return; }
        clearInterval(timer); timer = 0; play.textContent = 'play';
      }, 160);
    }});
    go(count - 1);
    probe.src = strip.source;
    return element('div', {class: 'reel'}, screen, element('div', {}, caption, slider, play,
        element('div', {class: 'strip'}, ...thumbs)));
  }

  function tables(config) {
    return element('div', {class: 'tables'}, ...config.map(group => element('table', {},
        element('caption', {text: group.name}), element('tbody', {}, ...group.rows.map(row =>
            element('tr', {}, element('td', {text: row[0]}), element('td', {text: row[1]})))))));
  }

  // Each row is what is shown; the darker a cell, the larger its share of the row.
  function confusion(counts) {
    const classes = counts.map((_, i) => String(i));
    const share = (count, row) => count / Math.max(1, row.reduce((sum, each) => sum + each, 0));
    const head = element('tr', {}, element('th', {text: 'shown'}), ...classes.map(text => element('th', {text})));
    return element('div', {class: 'scroll'}, element('table', {class: 'confusion'},
        element('caption', {text: 'What the evaluator takes test images for'}),
        element('tbody', {}, head, ...counts.map((row, i) => element('tr', {}, element('th', {text: classes[i]}),
            ...row.map(count => element('td', {text: count ? whole.format(count) : '·',
              style: `background:color-mix(in srgb, var(--first) ${(70 * share(count, row)).toFixed(0)}%, transparent)`})))))));
  }

  function found(evaluation) {
    const parts = [tables([{name: 'At step ' + whole.format(evaluation.step), rows: evaluation.rows}])];
    parts[0].className = 'found';
    if (evaluation.neighbours.length) {
      parts.push(element('h3', {text: 'Samples, and the training images nearest to them'}),
          element('div', {class: 'pair'}, ...evaluation.neighbours.map(picture => element('figure', {},
              element('img', {src: picture.source, alt: 'neighbours ' + picture.title, loading: 'lazy'}),
              element('figcaption', {text: picture.title + ': the sample, then its neighbours'})))));
    }
    if (evaluation.confusion.length) parts.push(confusion(evaluation.confusion));
    return parts;
  }

  header();
  section('Loss', data.curves.length ? chart(data.curves) : missing('No step was recorded yet.'));
  if (data.plots.length) {
    section('What it learned', element('div', {class: 'plots'}, ...data.plots.map(plot =>
        element('figure', {}, element('img', {src: plot, alt: 'plot'})))));
  }
  section('While it was trained', data.samples.length ? figures(data.samples)
      : missing('No pictures yet: they are drawn every training.snapshot_freq steps.'));
  if (data.film) section('From noise to samples', film(data.film));
  else if (!data.plots.length) section('From noise to samples', missing('Not sampled yet: ncsn --test --doc ' + data.name));
  if (data.evaluation) section('How good its samples are', ...found(data.evaluation));
  if (data.distances.length) section('Distance of samples by checkpoint', chart(data.distances));
  section('Configuration', tables(data.config));
  page.append(element('footer', {}, element('div', {text: data.machine}),
      element('div', {text: data.checkpoint}), element('div', {text: 'Made ' + data.made})));
})();
