import type { Language } from '#kernel/model';

/** The words a sample company is made of. */
export interface CompanyWords {
  readonly tag: string;
  readonly top: string;
  readonly teams: readonly string[];
  readonly people: readonly string[];
  readonly cities: readonly string[];
  readonly starts: readonly string[];
  readonly trades: readonly (readonly [string, string])[];
  readonly ends: readonly string[];
  readonly family: readonly string[];
  readonly given: readonly string[];
  readonly titles: readonly string[];
  readonly categories: readonly (readonly [string, readonly string[]])[];
  readonly deals: readonly string[];
  readonly notes: readonly string[];
}

const zh: CompanyWords = {
  tag: '示例', top: '销售中心', teams: ['华东区', '华北区', '华南区'],
  people: ['周岚', '陈思远', '李敏', '王海', '赵静', '孙博', '吴悦', '郑凯', '刘洋'],
  cities: ['上海', '北京', '广州', '深圳', '杭州', '苏州', '成都', '天津'],
  starts: ['晨光', '远山', '蓝湖', '恒信', '启明', '云帆', '锦程', '博雅', '嘉禾', '瑞丰', '海纳', '盛达', '天衡', '信诺', '青木'],
  trades: [['科技', 'technology'], ['贸易', 'retail'], ['医疗器械', 'medical'], ['装备制造', 'manufacturing'], ['金融服务', 'finance']], ends: ['有限公司', '股份有限公司'],
  family: ['张', '王', '李', '刘', '陈', '杨', '黄', '周', '吴', '徐', '何', '林'], given: ['伟', '芳', '娜', '秀英', '建国', '磊', '洋', '艳', '静怡', '子涵', '志强', '雨桐'],
  titles: ['采购经理', '总经理', '信息主管', '财务总监', '项目经理'],
  categories: [['监测设备', ['环境监测仪', '气体分析仪', '水质传感器', '数据采集器']], ['软件', ['云平台年费', '移动应用授权', '报表模块', '接口服务']], ['服务', ['安装调试', '年度维保', '现场培训', '数据迁移']]],
  deals: ['一期项目', '扩容', '年度采购', '系统升级', '试点', '续约'], notes: ['客户认可交付能力', '竞争对手报价更低', '预算推迟到明年', '合同已签回'],
}; // prettier-ignore

const en: CompanyWords = {
  tag: 'Sample', top: 'Sales', teams: ['East', 'North', 'South'],
  people: ['Laura Zimmer', 'Simon Chen', 'Mina Lee', 'Hal Wong', 'Joan Archer', 'Ben Sutton', 'Yuna Walsh', 'Kai Brand', 'Leo Yang'],
  cities: ['Boston', 'Chicago', 'Denver', 'Austin', 'Seattle', 'Leeds', 'Bristol', 'Cork'],
  starts: ['Amber', 'Blue Lake', 'Cedar', 'Dover', 'Elm', 'Far Hill', 'Granite', 'Harbour', 'Ivory', 'Juniper', 'Kestrel', 'Linden', 'Maple', 'North Gate', 'Oak'],
  trades: [['Technology', 'technology'], ['Trading', 'retail'], ['Medical', 'medical'], ['Works', 'manufacturing'], ['Finance', 'finance']], ends: ['Ltd', 'Inc.'],
  family: ['Smith', 'Jones', 'Brown', 'Clark', 'Evans', 'Hughes', 'Lewis', 'Moore', 'Parker', 'Reed', 'Turner', 'Ward'], given: ['Anna', 'Brian', 'Clare', 'David', 'Emma', 'Frank', 'Grace', 'Henry', 'Iris', 'Jack', 'Kate', 'Liam'],
  titles: ['Head of purchasing', 'Managing director', 'IT manager', 'Finance director', 'Project manager'],
  categories: [['Monitoring', ['Air monitor', 'Gas analyser', 'Water sensor', 'Data logger']], ['Software', ['Cloud plan, one year', 'Mobile licence', 'Report module', 'Interface service']], ['Services', ['Installation', 'Yearly maintenance', 'Training on site', 'Data migration']]],
  deals: ['first phase', 'extension', 'yearly order', 'upgrade', 'pilot', 'renewal'], notes: ['They trust us to deliver', 'A competitor was cheaper', 'The budget moved to next year', 'The contract came back signed'],
}; // prettier-ignore

export const WORDS: Readonly<Record<Language, CompanyWords>> = { en, 'zh-CN': zh };
