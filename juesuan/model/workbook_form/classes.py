"""The classes of 政府收支分类科目 that codes begin with."""

FUNCTION_CLASSES = frozenset(map(str, (*range(201, 218), *range(219, 225), 227, *range(229, 235))))
"""The classes of 政府收支分类科目, expenditure by function; a code that begins otherwise does not exist."""

ECONOMIC_CLASSES = {
    "301": "工资福利支出",
    "302": "商品和服务支出",
    "303": "对个人和家庭的补助",
    "307": "债务利息及费用支出",
    "309": "资本性支出（基本建设）",
    "310": "资本性支出",
    "311": "对企业补助（基本建设）",
    "312": "对企业补助",
    "313": "对社会保障基金补助",
    "399": "其他支出",
}
"""The classes of 政府收支分类科目, expenditure of departments by economic classification."""

GOVERNMENT_CLASSES = {
    "501": "机关工资福利支出",
    "502": "机关商品和服务支出",
    "503": "机关资本性支出",
    "504": "机关资本性支出（基本建设）",
    "505": "对事业单位经常性补助",
    "506": "对事业单位资本性补助",
    "507": "对企业补助",
    "508": "对企业资本性支出",
    "509": "对个人和家庭的补助",
    "510": "对社会保障基金补助",
    "511": "债务利息及费用支出",
    "599": "其他支出",
}
"""The classes of 政府收支分类科目, expenditure of the government by economic classification."""
