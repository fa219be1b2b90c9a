def test_the_login_form_is_shown(browser, live_server):
    page = browser.new_page()
    page.goto(f"{live_server.url}/admin/login/")
    assert page.get_by_label("Password").is_visible()
