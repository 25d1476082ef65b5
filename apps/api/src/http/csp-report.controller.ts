import { Body, Controller, HttpCode, Logger, Post } from '@nestjs/common';
import { Public } from '#kernel/api';

const MINUTE = 60_000;
const PER_MINUTE = 20;

/** Takes what browsers report about pages that tried what they may not, and writes it to the log. */
@Controller('api/v1/csp-reports')
export class CspReportController {
  private readonly log = new Logger('CSP');
  private minute = 0;
  private count = 0;

  @Post()
  @HttpCode(204)
  @Public()
  report(@Body() body: unknown): void {
    const minute = Math.floor(Date.now() / MINUTE);
    this.count = minute === this.minute ? this.count + 1 : 1;
    this.minute = minute;
    if (this.count <= PER_MINUTE) this.log.warn(JSON.stringify(body).slice(0, 2000));
  }
}
