# 决算有据。不写目标就是 make report；make help 列出全部目标。
# Paths are relative, so that spaces and Chinese in the path do no harm; tools run as `python -m`, so that .venv goes
# on working when the folder is moved.

PYTHON ?=
export PYTHON
# Where nothing compiled is kept, each of some hundred commands that the tests start compiles all of the program again.
unexport PYTHONDONTWRITEBYTECODE
RUN := .venv/bin/python
LINT_IMPORTS := from importlinter.cli import lint_imports_command as lint; lint(["--no-logo"])

MAKEFLAGS += --no-print-directory
.NOTPARALLEL:
.PHONY: report test check fuzz bench batch batchkills cluster pages numbers mutations prose own audit planted start kills desk deskkills names typed rules tags manual contact screens windows windows-test desktop clean help

report: ## 生成报告：inputs/ 里最新年度的，或 make report YEAR=2020；其他选项写在 ARGS= 里
	@sh .ci/prepare report
	@$(RUN) generate.py $(if $(YEAR),--year $(YEAR)) $(ARGS)

test: ## 全部检查和测试：ruff、mypy、import-linter、pytest；make test ARGS=--cov 另算分支覆盖率，慢一半
	@sh .ci/prepare test
	@$(MAKE) check
	@echo '── pytest：测试'
	@sh .ci/in_memory $(RUN) -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

check: ## 只做静态检查，不运行测试
	@sh .ci/prepare check
	@echo '── ruff：写法'
	@$(RUN) -m ruff check --quiet .
	@echo '── ruff：排版'
	@$(RUN) -m ruff format --check --quiet .
	@echo '── mypy：类型'
	@$(RUN) -m mypy --no-error-summary
	@echo '── import-linter：模块之间谁可以用谁'
	@$(RUN) -c '$(LINT_IMPORTS)'

fuzz: ## 用很多随机例子试性质测试，再试 20000 份弄坏的填报文件和 200 份弄坏的官方表，约两小时；make fuzz ARGS=种子 照原样再试一次，ARGS='种子 tests/checks' 只试一处
	@sh .ci/prepare test
	@set -- $(or $(ARGS),$$($(RUN) -c 'import secrets; print(secrets.randbelow(10**9))')); echo "种子：$$1"; \
	$(RUN) -m pytest -n auto -m hypothesis --hypothesis-profile=fuzz --hypothesis-seed="$$@"; \
	tried=$$?; [ $$# -gt 1 ] || { $(RUN) bench/hostile.py "$$1" && $(RUN) bench/hostile_imports.py "$$1" && $(RUN) bench/second_exports.py; } && exit $$tried

bench: ## 与通常做法、与只排版的 Typst 比较时间和内存，约两分钟；make bench ARGS=3 只跑三轮
	@sh .ci/prepare test
	@$(RUN) bench/run.py $(ARGS)

batch: ## 全县 60 个单位一起做，与一个接一个做比较时间和内存，再核对 1000 个，约四十分钟；make batch ARGS='6 30' 只做 6 个、核对 30 个
	@sh .ci/prepare test
	@$(RUN) bench/batch.py $(ARGS)

batchkills: ## 全县一起做的时候随时杀掉命令、进程、集群，看留下的文件是否都完整，约二十分钟；make batchkills ARGS=5 只杀五次
	@sh .ci/prepare test
	@$(RUN) bench/batch_kills.py $(ARGS)

cluster: ## 照 docs/集群.md 的命令在本机开一个加密的集群，看做出来的一样不一样、不该连的连不连得上，约两分钟
	@sh .ci/prepare test
	@$(RUN) bench/cluster.py $(ARGS)

desk: ## 工作台：保存以后多久看见问题、正文、文件，200 次保存以后占多少内存，约五分钟；make desk ARGS=20 只保存20次
	@sh .ci/prepare test
	@$(RUN) bench/desk.py $(ARGS)

pages: ## 报告越来越厚时，时间和内存怎么增长，约一分钟；make pages ARGS=1 只跑一轮，ARGS=--thick 加一份四百页的，ARGS=--thin 只做三份薄的，ARGS=--audit 量审读
	@sh .ci/prepare test
	@$(RUN) bench/pages.py $(ARGS)

numbers: ## 文字里的数越来越多时，核对的时间怎么增长，约一分钟；make numbers ARGS=1 只跑一轮
	@sh .ci/prepare test
	@$(RUN) bench/sentences.py $(ARGS)

mutations: ## 逐格试各种笔误，看核对拦住多少，约一分钟；make mutations ARGS='--department 中学' 只试一个单位
	@sh .ci/prepare test
	@$(RUN) bench/mutations.py $(ARGS)

prose: ## 逐个试文字里手写的数，看核对拦住多少，约一分钟；make prose ARGS='--sample 0.1' 只试一成
	@sh .ci/prepare test
	@$(RUN) bench/prose.py $(ARGS)

own: ## 把报告自己印的句子手写进文字里，逐个写错，看核对拦住多少，约三分钟；make own ARGS='--sample 0.1' 只试一成
	@sh .ci/prepare test
	@$(RUN) bench/own_sentences.py $(ARGS)

audit: ## 不看工作簿，从各省报告的句式里找错，看拦住多少、误报多少，约一分钟；make audit ARGS=1 只试一轮
	@sh .ci/prepare test
	@$(RUN) bench/audit.py $(ARGS)

planted: ## 在做好的报告里种下各种笔误，看审读找出多少，约四分钟；make planted ARGS=20 每份只种20个
	@sh .ci/prepare test
	@$(RUN) bench/planted.py $(ARGS)

names: ## 科目名称各由什么证明；make names ARGS=文件夹 加上那里的公开报告
	@sh .ci/prepare test
	@$(RUN) bench/standard_names.py $(ARGS)

typed: ## 第一年、第二年各要用手打多少格，全部打和导入、提出以后比，约十秒
	@sh .ci/prepare test
	@$(RUN) bench/cells_typed.py

start: ## 由做好的报告开始一年，看多少数、多少句话回得来，约半分钟；make start ARGS=--list 列出没回来的
	@sh .ci/prepare test
	@$(RUN) bench/start.py $(ARGS)

kills: ## 生成到一半随时杀掉，看留下的文件是否都完整，约十分钟；make kills ARGS=3 只杀三次
	@sh .ci/prepare test
	@$(RUN) bench/kills.py $(ARGS)

deskkills: ## 工作台正在写格、导入、生成、收回修改时随时杀掉，看留下的文件是否都完整，约五分钟；make deskkills ARGS=5 只杀五次
	@sh .ci/prepare test
	@$(RUN) bench/desk_kills.py $(ARGS)

windows: ## Windows 上解压即用的压缩包，放进 windows/dist，约三分钟；PYTHON_EMBED=python.org 的 embeddable 压缩包更好；ARGS=--pin 重写组件的摘要
	@sh .ci/prepare windows
	@$(RUN) -m windows.build $(ARGS)

windows-test: ## 在 Wine 里试 windows/dist 里的压缩包，与本机的结果比较，约两分钟
	@sh .ci/prepare windows-test
	@$(RUN) -m windows.wine_test $(ARGS)

desktop: ## 在桌面和应用菜单里放一个“决算有据”：点它打开工作台，文件拖上去就打开（Linux，统信 UOS、麒麟）
	@sh .ci/prepare report
	@sh .ci/desktop

rules: ## 按规则重写 docs/核对规则.md
	@sh .ci/prepare report
	@$(RUN) -m juesuan.checks.rule_page

tags: ## 按程序里的标签重写 docs/标签.md
	@sh .ci/prepare report
	@$(RUN) -m juesuan.wording.tag_list

manual: ## 使用手册的 Word 文件，放进 output
	@sh .ci/prepare report
	@$(RUN) -m juesuan.app.desk.manual_file

contact: ## 按 output 里最新的报告重画 docs 里的图，要先运行 make report
	@sh .ci/prepare test
	@$(RUN) docs/pictures.py

screens: ## 重画 docs 里工作台的图，约一分钟，要有 Chromium
	@sh .ci/prepare test
	@DESK_PICTURES=1 $(RUN) -m pytest -q tests/app/desk/test_desk_flows.py

clean: ## 删除 .venv 和各种缓存；输入和成品不动
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.*
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## 列出这些目标
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' Makefile | expand -t 16
