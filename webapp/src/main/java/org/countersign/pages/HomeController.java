package org.countersign.pages;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Where each role starts. */
@Controller
class HomeController {

    @GetMapping("/")
    String home() {
        return "redirect:" + Navigation.home(PageModel.roles());
    }
}
