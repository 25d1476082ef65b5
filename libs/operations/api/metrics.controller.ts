import { Controller, Get, Header } from '@nestjs/common';
import { Answers, Needs } from '#kernel/api';
import { Metrics } from './metrics.service.ts';

/** Figures for a collector, which sends METRICS_TOKEN or a key made for it. */
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Needs('metrics.read')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @Answers({ type: 'string' })
  read() {
    return this.metrics.text();
  }
}
