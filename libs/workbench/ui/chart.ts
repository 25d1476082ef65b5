import { afterNextRender, ChangeDetectionStrategy, Component, DestroyRef, effect, ElementRef, inject, Injector, input, output } from '@angular/core';
import type { EChartsCoreOption } from 'echarts/core';

type Echarts = typeof import('./echarts.ts');

/** A chart by ECharts, loaded when the first one is shown. */
@Component({
  selector: 'crm-chart',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: '',
  styles: ':host { display: block; height: 260px; }',
})
export class Chart {
  readonly options = input.required<EChartsCoreOption>();
  /** Index of the mark that was chosen. */
  readonly chosen = output<number>();

  constructor() {
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const injector = inject(Injector);
    const gone = inject(DestroyRef);
    afterNextRender(async () => {
      const { init }: Echarts = await import('./echarts.ts');
      if (gone.destroyed) return;
      const chart = init(element, undefined, { renderer: 'svg' });
      chart.on('click', ({ dataIndex }) => this.chosen.emit(dataIndex));
      const size = new ResizeObserver(() => chart.resize());
      size.observe(element);
      gone.onDestroy(() => {
        size.disconnect();
        chart.dispose();
      });
      effect(() => chart.setOption(this.options(), true), { injector });
    });
  }
}
