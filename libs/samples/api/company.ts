import type { Language } from '#kernel/model';

/** The words a sample company is made of. */
export interface CompanyWords {
  readonly contract: { readonly milestones: readonly string[]; readonly terms: string; readonly signer: string; readonly reason: string };
  readonly tag: string;
  readonly country: string;
  readonly top: string;
  readonly teams: readonly string[];
  readonly people: readonly string[];
  /** Cities with the number that telephones there begin with; numbers that nobody can have follow. */
  readonly cities: readonly (readonly [string, string])[];
  readonly streets: readonly string[];
  readonly starts: readonly string[];
  readonly trades: readonly (readonly [string, string])[];
  readonly ends: readonly string[];
  readonly family: readonly string[];
  readonly given: readonly string[];
  readonly titles: readonly (readonly [string, string, string])[];
  readonly priceBook: string;
  readonly categories: readonly (readonly [string, string, readonly (readonly [string, number])[]])[];
  readonly deals: readonly string[];
  readonly notes: Readonly<Record<'open' | 'won' | 'lost' | 'invalid', readonly string[]>>;
}

const zh: CompanyWords = {
  contract: {
    milestones: ['首批交货', '安装调试', '验收'], signer: '王建国', reason: '客户项目取消',
    terms: '甲方：{{customer}}\n乙方：{{company}}\n\n第一条 合同总价为人民币 {{amount}}（大写：{{amountInCapitals}}）。\n第二条 合同期限自 {{startsOn}} 至 {{endsOn}}。\n第三条 乙方按约定交货，并负责安装调试；甲方验收合格后十个工作日内付款。\n第四条 争议由乙方所在地人民法院管辖。',
  },
  tag: '示例', country: '中国', priceBook: 'A级客户价格', top: '销售中心', teams: ['华东区', '华北区', '华南区'],
  people: ['周岚', '陈思远', '李敏', '王海', '赵静', '孙博', '吴悦', '郑凯', '刘洋'],
  cities: [['上海', '+86210000'], ['北京', '+86100000'], ['广州', '+86200000'], ['深圳', '+867550000'], ['杭州', '+865710000'], ['苏州', '+865120000'], ['成都', '+86280000'], ['天津', '+86220000']],
  streets: ['人民路', '中山路', '建设路', '科技园路', '滨江大道', '和平路'],
  starts: ['晨光', '远山', '蓝湖', '恒信', '启明', '云帆', '锦程', '博雅', '嘉禾', '瑞丰', '海纳', '盛达', '天衡', '信诺', '青木'],
  trades: [['科技', 'technology'], ['贸易', 'retail'], ['医疗器械', 'medical'], ['装备制造', 'manufacturing']], ends: ['有限公司', '股份有限公司'],
  family: ['张', '王', '李', '刘', '陈', '杨', '黄', '周', '吴', '徐', '何', '林'], given: ['伟', '芳', '娜', '秀英', '建国', '磊', '洋', '艳', '静怡', '子涵', '志强', '雨桐'],
  titles: [['总经理', '总经办', 'decides'], ['采购经理', '采购部', 'influences'], ['信息主管', '信息部', 'uses'], ['财务总监', '财务部', 'gatekeeper'], ['项目经理', '工程部', 'uses']],
  categories: [
    ['监测设备', 'piece', [['环境监测仪', 28_600], ['气体分析仪', 46_800], ['水质传感器', 9_800], ['数据采集器', 6_500]]],
    ['软件', 'year', [['云平台年费', 36_000], ['移动应用授权', 4_800], ['报表模块', 12_000], ['接口服务', 18_000]]],
    ['服务', 'hour', [['安装调试', 3_200], ['年度维保', 2_600], ['现场培训', 4_500], ['数据迁移', 3_800]]],
  ],
  deals: ['一期项目', '扩容', '年度采购', '系统升级', '试点', '续约'],
  notes: {
    open: ['已安排现场勘察，等待对方确认时间', '对方关注交付周期与售后响应', '需要先给出与现有系统的接口方案', '预算在下季度释放'],
    won: ['客户认可交付能力', '试点效果好，转为正式采购', '合同已签回', '对比三家后选择我们'], lost: ['竞争对手报价更低', '预算推迟到明年', '对方改用自有团队', '一直联系不上决策人'], invalid: ['与另一商机重复', '仅为询价，没有项目'],
  },
}; // prettier-ignore

const en: CompanyWords = {
  contract: {
    milestones: ['First delivery', 'Installation', 'Acceptance'], signer: 'Grace Reed', reason: 'Their project was cancelled',
    terms: 'Between {{customer}} (the customer) and {{company}} (the supplier).\n\n1. The price is {{amount}}.\n2. The contract runs from {{startsOn}} to {{endsOn}}.\n3. The supplier delivers and installs as agreed; the customer pays within ten working days of acceptance.\n4. The courts at the supplier’s seat decide disputes.',
  },
  tag: 'Sample', country: 'United States', priceBook: 'Prices for level A', top: 'Sales', teams: ['East', 'North', 'South'],
  people: ['Laura Zimmer', 'Simon Chen', 'Mina Lee', 'Hal Wong', 'Joan Archer', 'Ben Sutton', 'Yuna Walsh', 'Kai Brand', 'Leo Yang'],
  cities: [['Boston', '+1617555'], ['Chicago', '+1312555'], ['Denver', '+1303555'], ['Austin', '+1512555'], ['Seattle', '+1206555'], ['Portland', '+1503555'], ['Atlanta', '+1404555'], ['Columbus', '+1614555']],
  streets: ['Market Street', 'Harbour Road', 'Mill Lane', 'Station Road', 'Park Avenue', 'Science Park'],
  starts: ['Amber', 'Blue Lake', 'Cedar', 'Dover', 'Elm', 'Far Hill', 'Granite', 'Harbour', 'Ivory', 'Juniper', 'Kestrel', 'Linden', 'Maple', 'North Gate', 'Oak'],
  trades: [['Technology', 'technology'], ['Trading', 'retail'], ['Medical', 'medical'], ['Works', 'manufacturing']], ends: ['Ltd', 'Inc.'],
  family: ['Smith', 'Jones', 'Brown', 'Clark', 'Evans', 'Hughes', 'Lewis', 'Moore', 'Parker', 'Reed', 'Turner', 'Ward'], given: ['Anna', 'Brian', 'Clare', 'David', 'Emma', 'Frank', 'Grace', 'Henry', 'Iris', 'Jack', 'Kate', 'Liam'],
  titles: [['Managing director', 'Management', 'decides'], ['Head of purchasing', 'Purchasing', 'influences'], ['IT manager', 'IT', 'uses'], ['Finance director', 'Finance', 'gatekeeper'], ['Project manager', 'Engineering', 'uses']],
  categories: [
    ['Monitoring', 'piece', [['Air monitor', 4_200], ['Gas analyser', 6_800], ['Water sensor', 1_450], ['Data logger', 980]]],
    ['Software', 'year', [['Cloud plan, one year', 5_200], ['Mobile licence', 720], ['Report module', 1_800], ['Interface service', 2_600]]],
    ['Services', 'hour', [['Installation', 640], ['Yearly maintenance', 520], ['Training on site', 880], ['Data migration', 760]]],
  ],
  deals: ['first phase', 'extension', 'yearly order', 'upgrade', 'pilot', 'renewal'],
  notes: {
    open: ['A visit on site is planned; they confirm the day', 'They care about delivery time and service', 'They want to see how it connects to what they have', 'The budget is free next quarter'],
    won: ['They trust us to deliver', 'The pilot convinced them', 'The contract came back signed', 'We won against two others'], lost: ['A competitor was cheaper', 'The budget moved to next year', 'They build it themselves', 'The decision maker never answered'], invalid: ['The same as another deal', 'They only asked for a price'],
  },
}; // prettier-ignore

export const WORDS: Readonly<Record<Language, CompanyWords>> = { en, 'zh-CN': zh };
