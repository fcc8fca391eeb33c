// SPDX-License-Identifier: GPL-2.0
/*
 * What is printed of the SMI handler profile.
 */
#include <string.h>

#include "capture.h"
#include "fake_device.h"
#include "fake_profile.h"
#include "print.h"
#include "test.h"

static const struct options text_output;
static const struct options json_output = { .output = OUTPUT_JSON };
static const struct mmcomm_outcome outcome = { .tally = { 2, 2, 2, 0, 1000 } };
static struct mmcomm_profile profile;

static int set_up(void **state)
{
	const struct database *database = database_usual();
	const char *detail;

	(void)state;
	fake_reset();
	return mmcomm_profile_parse(database->bytes, database->size, &profile, &detail);
}

static int tear_down(void **state)
{
	(void)state;
	mmcomm_profile_release(&profile);
	return 0;
}

static const char *printed(const struct options *options, bool modules)
{
	capture_begin();
	print_handlers(options, &fake.info, &profile, &outcome, modules);
	return capture_end();
}

/* The tests' locale is "C", so that the tree is drawn in ASCII. */
static void as_a_tree(void **state)
{
	const char *text = printed(&text_output, false);

	(void)state;
	assert_begins(text,
		      "CALLED FOR                             ADDRESS    MODULE              REGISTERED AT\n");
	assert_line(text,
		    "`-handler                              0x7ff70100 Evil?[31m\\xff+0x100 0x7ff70200");
	assert_line(text,
		    "|-variable                             0x7ff82f10 VariableSmm+0x2f10  0x7ff81a20");
	assert_line(text,
		    "|-6d6d636f-6d6d-4654-8001-000000000001 0x7ff60010 module 3+0x10       0x7ff70210 (Evil?[31m\\xff+0x210)");
	assert_line(text,
		    "`-6d6d636f-6d6d-4654-8001-000000000001 0x1000     -                   0x2000");
	assert_line(text,
		    "| |-command 0xca                       0x7ff70300 Evil?[31m\\xff+0x300 0x7ff70310");
	assert_line(text,
		    "| `-any event                          0x7ff70400 Evil?[31m\\xff+0x400 0x7ff70410");
	assert_line(text,
		    "  `-entering S3                        0x7ff82000 VariableSmm+0x2000  0x7ff82010");
	assert_non_null(strstr(text, "\nevery MMI (root): 1 "));
	assert_non_null(strstr(text, "\nmessages (guid): 3 "));
	assert_non_null(strstr(text, "\nevents (hardware): 3 "));
	assert_non_null(strstr(text, "\n|-sw-dispatch "));
	assert_non_null(strstr(text, "\n`-sx-dispatch "));
	assert_line(text,
		    "7 handlers in 3 of 4 modules, as of the moment when MM was locked.");
	assert_line(text,
		    "The profile has 760 bytes; reading it took 2 calls to the profile handler, 2 MMIs counted.");
	assert_null(strstr(text, "BASE"));
	assert_null(strchr(text, '\033'));
	assert_null(strstr(text, "SIMULATED"));
}

static void with_every_module(void **state)
{
	const char *text = printed(&text_output, true);

	(void)state;
	assert_line(text,
		    "MODULE              BASE    SIZE HANDLERS GUID");
	assert_line(text,
		    "PiSmmCore     0x7ffe0000 0x20000        0 e94f54cd-81eb-47ed-aec3-856f5dc157a9");
	assert_line(text,
		    "VariableSmm   0x7ff80000 0x14000        2 23a089b3-eed5-4ac5-b2ab-43e3298c2343");
}

static void nothing_registered(void **state)
{
	const char *text;

	(void)state;
	profile.image_count = 1;
	profile.handler_count = 0;
	fake_simulate();
	text = printed(&text_output, false);
	assert_field(text, "SIMULATED", "the executor sim answered, no firmware");
	assert_non_null(strstr(text, "\nevery MMI (root): none "));
	assert_non_null(strstr(text, "\nmessages (guid): none "));
	assert_non_null(strstr(text, "\nevents (hardware): none "));
	assert_line(text, "0 handlers in 0 of 1 module, as of the moment when MM was locked.");
}

static void as_json(void **state)
{
	(void)state;
	printed(&json_output, false);
	assert_string_equal(json_shape(captured_json()),
			    "{executor:string,simulated:boolean,handlers:[{category:string,guid:null,name:null,event:null,context:null,handler:{address:string,module:string,offset:string},caller:{address:string,module:string,offset:string},image_reference:int}],modules:[{name:string,guid:string,path:string,base:string,size:string,entry_point:string,reference:int,handlers:int}],database_bytes:int,tally:{calls:int,calls_measured:int,mmis_counted:int,calls_without_mmi:int,stopped_ns:int}}");
	assert_json("handlers.0.category", "\"root\"");
	assert_json("handlers.1.category", "\"guid\"");
	assert_json("handlers.1.name", "\"variable\"");
	assert_json("handlers.1.guid", "\"ed32d533-99e6-4209-9cc0-2d72cdd998a7\"");
	assert_json("handlers.1.event", "null");
	assert_json("handlers.1.handler",
		    "{\"address\":\"0x7ff82f10\",\"module\":\"VariableSmm\",\"offset\":\"0x2f10\"}");
	assert_json("handlers.3.handler",
		    "{\"address\":\"0x1000\",\"module\":null,\"offset\":null}");
	assert_json("handlers.4.category", "\"hardware\"");
	assert_json("handlers.4.event", "\"command 0xca\"");
	assert_json("handlers.4.context", "\"ca00000000000000\"");
	assert_json("handlers.5.event", "\"any event\"");
	assert_json("handlers.5.context", "null");
	assert_json("modules.0.handlers", "0");
	assert_json("modules.1.handlers", "2");
	assert_json("modules.1.path", "null");
	assert_json("modules.1.base", "\"0x7ff80000\"");
	assert_json("modules.1.entry_point", "\"0x7ff81000\"");
	assert_json("modules.2.path", "\"C:\\\\work\\\\Evil\\u001b[31m\xef\xbf\xbd.efi\"");
	assert_json("modules.3.name", "\"module 3\"");
	assert_json("database_bytes", "760");
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test_setup_teardown(as_a_tree, set_up, tear_down),
		cmocka_unit_test_setup_teardown(with_every_module, set_up, tear_down),
		cmocka_unit_test_setup_teardown(nothing_registered, set_up, tear_down),
		cmocka_unit_test_setup_teardown(as_json, set_up, tear_down),
	};

	return run_all("print_handlers", tests);
}
