// Numbers that are the same for the same seed (mulberry32), and the words companies are made of.
export function seeded(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n) => Math.floor(next() * n);
  return { next, below, of: (list) => list[below(list.length)], chance: (share) => next() < share };
}

export const CITIES = ['上海', '北京', '深圳', '杭州', '苏州', '成都', '武汉', '南京', '宁波', '青岛', '厦门', '长沙', '重庆', '天津', '西安'];
const STEMS = [...'安远华信恒通瑞达宏图嘉禾盛世金鼎蓝海云帆九州天成博雅中原东方新纪元科创立德明泰和顺丰源广润邦凯诚正越隆兴茂祥永昌'];
const TRADES = ['贸易', '科技', '实业', '机械', '电子', '物流', '食品', '医药', '建材', '绿化工程', '信息技术', '文化传播'];
const FORMS = ['有限公司', '股份有限公司', '有限责任公司'];
const WORDS = ['Harbour', 'Lantern', 'Summit', 'Cedar', 'Granite', 'Willow', 'Falcon', 'Meridian', 'Copper', 'Aurora', 'Beacon', 'Quarry', 'Juniper', 'Orchard', 'Pinnacle', 'Sable', 'Tidewater', 'Vertex'];
const KINDS = ['Trading', 'Systems', 'Logistics', 'Foods', 'Medical', 'Motors', 'Textiles', 'Energy'];
const ENDS = ['Ltd', 'Inc', 'GmbH', 'Group'];
const FAMILY = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗'];
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英'];
const FIRST = ['Ann', 'Bob', 'Carla', 'David', 'Elena', 'Frank', 'Grace', 'Hugo', 'Irene', 'Jonas'];
const LAST = ['Miller', 'Novak', 'Rossi', 'Schmidt', 'Tanaka', 'Varga', 'Weber', 'Young'];

export const company = (r) =>
  r.chance(0.6) ? r.of(CITIES) + r.of(STEMS) + r.of(STEMS) + r.of(STEMS) + r.of(TRADES) + r.of(FORMS) : `${r.of(WORDS)} ${r.of(WORDS)} ${r.of(KINDS)} ${r.of(ENDS)}`;
export const person = (r) => (r.chance(0.6) ? r.of(FAMILY) + r.of(GIVEN) + (r.chance(0.5) ? r.of(GIVEN) : '') : `${r.of(FIRST)} ${r.of(LAST)}`);
/** What people look for: two, three and four characters, and beginnings of words. */
export const FRAGMENTS = ['安远', '华信', '恒通', '瑞达', '天成科', '蓝海', '云帆', '金鼎', '绿化工程', '上海安', '杭州博雅', 'meridian fal', 'harbour lan', 'cedar', 'quarry textiles', 'aurora beacon', '盛世', '永昌', '邦凯', 'juniper sable'];

/** A UUIDv7 of a given millisecond; `n` keeps them apart. */
export function idAt(ms, n) {
  const time = Math.floor(ms).toString(16).padStart(12, '0');
  const count = n.toString(16).padStart(14, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count.slice(0, 3)}-9${count.slice(3, 6)}-0000${count.slice(6)}`;
}
